"""cmake --install and the packages: what they hold, and that what is installed works from where it lies."""
import pathlib
import shutil
import subprocess
import tarfile
import tempfile
import unittest

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
BUILD = ROOT / "build/native-release"
APP = "org.scalesandbox.ScaleSandbox"
EXPECTED = {
    "bin/scale-sandbox", "bin/scale-sandbox-desktop", "share/man/man1/scale-sandbox.1.gz",
    f"share/applications/{APP}.desktop", f"share/metainfo/{APP}.metainfo.xml",
    f"share/icons/hicolor/scalable/apps/{APP}.svg", "share/doc/scale-sandbox/copyright",
    "share/doc/scale-sandbox/THIRD-PARTY.txt", "share/scale-sandbox/schema/scenario.schema.json",
    "share/scale-sandbox/lessons/stage-4.json", "share/scale-sandbox/lessons/table/4a-100K.json",
}


def said(*command, **how):
    return subprocess.run([str(word) for word in command], capture_output=True, text=True, check=True, **how).stdout


class Packages(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = tempfile.TemporaryDirectory()
        cls.prefix = pathlib.Path(cls.folder.name) / "usr"
        said("cmake", "--install", BUILD, "--prefix", cls.prefix)
        cls.out = pathlib.Path(cls.folder.name) / "packages"
        said("cpack", "-B", cls.out, cwd=BUILD)

    @classmethod
    def tearDownClass(cls):
        cls.folder.cleanup()

    def test_everything_is_installed_and_nothing_of_the_build(self):
        files = {str(path.relative_to(self.prefix)) for path in self.prefix.rglob("*") if path.is_file()}
        self.assertLessEqual(EXPECTED, files)
        self.assertFalse([name for name in files if "test" in name or name.startswith("lib/")])

    def test_what_is_installed_finds_its_lessons_where_it_lies(self):
        moved = pathlib.Path(self.folder.name) / "moved"
        shutil.copytree(self.prefix, moved)
        (moved / "share/scale-sandbox/lessons/only-here.json").write_text('{"version": 1}')
        text = said(moved / "bin/scale-sandbox", "run", "only-here", "--users", "1K", "--duration", "1")
        self.assertIn("after 1 s", text)

    def test_the_desktops_files_are_valid(self):
        said("appstreamcli", "validate", "--no-net", self.prefix / f"share/metainfo/{APP}.metainfo.xml")
        said("desktop-file-validate", self.prefix / f"share/applications/{APP}.desktop")

    def test_the_notice_names_everybody_whose_work_is_in_it(self):
        notice = (self.prefix / "share/doc/scale-sandbox/THIRD-PARTY.txt").read_text()
        for name in ("Dear ImGui", "RapidJSON", "CLI11", "Inter", "Natural Earth", "SDL 2"):
            self.assertIn(f"{name}", notice)
        self.assertGreater(len(notice), 5000, "the licences are there, not only their names")

    def test_the_packages_hold_the_same(self):
        archive, = self.out.glob("*.tar.gz")
        with tarfile.open(archive) as tar:
            names = {"/".join(name.split("/")[1:]) for name in tar.getnames()}
        self.assertLessEqual({name for name in EXPECTED}, {name.removeprefix("usr/") for name in names})
        package, = self.out.glob("*.deb")
        lines = said("dpkg-deb", "--contents", package).splitlines()
        held = {line.split()[5].removeprefix("./usr/") for line in lines}
        self.assertLessEqual(EXPECTED, held)
        needs = said("dpkg-deb", "--field", package, "Depends")
        for library in ("libc6", "libstdc++6", "libsdl2-2.0-0"):
            self.assertIn(library, needs)


if __name__ == "__main__":
    unittest.main()
