/* What SDL's web build refers to but the page never needs (scripts/cmake/sdl_web.cmake). */
