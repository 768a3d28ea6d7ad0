# cmake --install and CPack: both programs, what they read, and what a desktop wants to know of them. scripts/package
# builds all of it and makes the .deb and the .tar.gz.
include(GNUInstallDirs)
set(CMAKE_SKIP_INSTALL_ALL_DEPENDENCY ON)  # what is packed is built by name, not every test with it
set(app_id org.scalesandbox.ScaleSandbox)
set(share "${CMAKE_INSTALL_DATAROOTDIR}")
set(desktop_files "${PROJECT_SOURCE_DIR}/scripts/desktop")
set(made "${PROJECT_BINARY_DIR}/install")
file(MAKE_DIRECTORY "${made}")

# The manual comes out of the program, from the words of its --help.
add_custom_command(TARGET scale-sandbox POST_BUILD
  COMMAND scale-sandbox manual > "${made}/scale-sandbox.1" COMMAND gzip -9nkf "${made}/scale-sandbox.1" VERBATIM)
find_package(Python3 REQUIRED COMPONENTS Interpreter)
install(CODE "execute_process(COMMAND \"${Python3_EXECUTABLE}\" \"${PROJECT_SOURCE_DIR}/scripts/third_parties.py\" desktop
  OUTPUT_FILE \"${made}/THIRD-PARTY.txt\" COMMAND_ERROR_IS_FATAL ANY)")

install(TARGETS scale-sandbox RUNTIME)
if(TARGET scale-sandbox-desktop)
  install(TARGETS scale-sandbox-desktop RUNTIME OPTIONAL)
  install(FILES "${desktop_files}/${app_id}.desktop" DESTINATION "${share}/applications")
  install(FILES "${desktop_files}/${app_id}.metainfo.xml" DESTINATION "${share}/metainfo")
  install(FILES "${desktop_files}/${app_id}.svg" DESTINATION "${share}/icons/hicolor/scalable/apps")
endif()
install(FILES "${made}/scale-sandbox.1.gz" DESTINATION "${CMAKE_INSTALL_MANDIR}/man1")
install(DIRECTORY web/lessons web/schema DESTINATION "${share}/scale-sandbox")
install(FILES LICENSE DESTINATION "${share}/doc/scale-sandbox" RENAME copyright)
install(FILES "${made}/THIRD-PARTY.txt" DESTINATION "${share}/doc/scale-sandbox")

set(CPACK_PACKAGE_NAME scale-sandbox)
set(CPACK_PACKAGE_VENDOR "The Scale Sandbox authors")
set(CPACK_PACKAGE_CONTACT "The Scale Sandbox authors <nobody@scalesandbox.invalid>")
set(CPACK_PACKAGE_DESCRIPTION_SUMMARY "sandbox in which simulated traffic answers to changes of an architecture")
set(CPACK_PACKAGE_DESCRIPTION "A web system grows from one user to 500 million, and you decide what to build.
 Its figures come out of a simulated queueing network.")
set(CPACK_GENERATOR DEB TGZ)
set(CPACK_PACKAGE_DIRECTORY "${PROJECT_SOURCE_DIR}/build/packages")
set(CPACK_STRIP_FILES ON)
set(CPACK_PACKAGING_INSTALL_PREFIX /usr)
set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
set(CPACK_DEBIAN_PACKAGE_SHLIBDEPS ON)
set(CPACK_DEBIAN_PACKAGE_SECTION education)
set(CPACK_DEBIAN_PACKAGE_PRIORITY optional)
set(CPACK_DEBIAN_PACKAGE_CONTROL_STRICT_PERMISSION ON)
include(CPack)
