"""The desktop program in an X server without a screen: pictures, mouse and keys, what it opens and remembers."""
import os
import pathlib
import shutil
import struct
import subprocess
import tempfile
import time
import unittest
import zlib

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
PROGRAM = os.environ.get("SCALE_DESKTOP", str(ROOT / "build/native-release/scale-sandbox-desktop"))
HEADLESS = os.environ.get("SCALE_SANDBOX", str(ROOT / "build/native-release/scale-sandbox"))
# Pictures are kept here when somebody wants to look at them.
KEPT = os.environ.get("SCALE_PICTURES")


class Screen:
    """An Xvfb with a memory-mapped picture, which stays when its only client goes."""

    def __init__(self, size="1280x800"):
        self.folder = tempfile.TemporaryDirectory()
        ready, told = os.pipe()
        self.server = subprocess.Popen(
            ["Xvfb", "-displayfd", str(told), "-screen", "0", size + "x24", "-fbdir", self.folder.name,
             "-nolisten", "tcp", "-noreset"], pass_fds=[told], stderr=subprocess.DEVNULL)
        os.close(told)
        with os.fdopen(ready) as pipe:
            self.display = ":" + pipe.readline().strip()

    def close(self):
        self.server.terminate()
        self.server.wait()
        self.folder.cleanup()

    def pixels(self):
        """Width, height and rows of red, green, blue bytes (the XWD format, as X.Org's XWDFile.h has it)."""
        data = (pathlib.Path(self.folder.name) / "Xvfb_screen0").read_bytes()
        head = struct.unpack(">25I", data[:100])
        size, width, height, line, colours = head[0], head[4], head[5], head[12], head[19]
        start = size + 12 * colours
        rows = []
        for y in range(height):
            row = data[start + y * line:start + y * line + 4 * width]
            rgb = bytearray(3 * width)
            rgb[0::3], rgb[1::3], rgb[2::3] = row[2::4], row[1::4], row[0::4]
            rows.append(bytes(rgb))
        return width, height, rows

    def keep(self, name):
        if not KEPT:
            return
        width, height, rows = self.pixels()
        chunk = lambda kind, body: struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))
        png = (b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">2I5B", width, height, 8, 2, 0, 0, 0)) +
               chunk(b"IDAT", zlib.compress(b"".join(b"\0" + row for row in rows), 6)) + chunk(b"IEND", b""))
        pathlib.Path(KEPT).mkdir(parents=True, exist_ok=True)
        (pathlib.Path(KEPT) / f"{name}.png").write_bytes(png)


def colours(rows):
    return len({row[at:at + 3] for row in rows[::7] for at in range(0, len(row), 21)})


class Desktop(unittest.TestCase):
    PATIENCE_S = 240

    def setUp(self):
        if not all(map(shutil.which, ("Xvfb", "xdotool", "openbox"))):
            self.skipTest("Xvfb, xdotool or openbox is not here")
        self.home = tempfile.TemporaryDirectory()
        self.addCleanup(self.home.cleanup)
        self.on()

    def on(self, **how):
        self.screen = Screen(**how)
        self.addCleanup(self.screen.close)
        self.env = dict(os.environ, DISPLAY=self.screen.display, XDG_DATA_HOME=self.home.name, SDL_VIDEODRIVER="x11",
                        LIBGL_ALWAYS_SOFTWARE="1")
        self.env.pop("WAYLAND_DISPLAY", None)
        # A window manager: without one nobody grants full screen.
        manager = subprocess.Popen(["openbox"], env=dict(self.env, HOME=self.home.name), stdout=subprocess.DEVNULL,
                                   stderr=subprocess.DEVNULL)
        self.addCleanup(lambda: (manager.kill(), manager.wait()))
        self.until(lambda: self.xdotool("get_num_desktops") not in ("", "0"), "the window manager did not start")

    def start(self, *arguments):
        process = subprocess.Popen([PROGRAM, *map(str, arguments)], env=self.env, stderr=subprocess.PIPE, text=True)

        def end():
            if process.poll() is None:
                process.kill()
            process.wait()
            process.stderr.close()
        self.addCleanup(end)
        return process

    def xdotool(self, *words):
        return subprocess.run(["xdotool", *map(str, words)], env=self.env, capture_output=True, text=True).stdout.strip()

    def until(self, what, reason):
        deadline = time.monotonic() + self.PATIENCE_S
        while time.monotonic() < deadline:
            found = what()
            if found:
                return found
            time.sleep(0.2)
        self.screen.keep("failed")
        self.fail(reason)

    def window(self, name="Scale Sandbox"):
        return self.until(lambda: self.xdotool("search", "--onlyvisible", "--name", name).split("\n")[0], f"no window {name}")

    def drawn(self):
        self.until(lambda: colours(self.screen.pixels()[2]) > 20, "nothing was drawn")



    def test_it_draws_and_answers_to_keys_and_mouse(self):
        process = self.start("--users=250000", "--size=1280x720", "--theme=light")
        window = self.window()
        self.drawn()
        self.screen.keep("light")
        light = self.screen.pixels()[2][560][1800:1803]
        self.assertGreater(min(light), 200, "the light theme is light")
        corner = lambda: self.screen.pixels()[2][560][1800:1803]
        for _ in range(10):  # a key that comes before the window has the focus is nobody's
            self.xdotool("windowfocus", window, "key", "l")
            time.sleep(2)
            if max(corner()) < 90:
                break
        self.assertLess(max(corner()), 90, "the key did not change the theme")
        self.screen.keep("dark")
        # "Light or dark" in the sheet that the button at the upper right opens.
        self.xdotool("mousemove", "--window", window, 1246, 24, "click", 1)
        time.sleep(2)
        self.xdotool("mousemove", "--window", window, 1177, 275, "click", 1)
        self.until(lambda: min(corner()) > 200, "the button did not change the theme")
        self.assertIsNone(process.poll())

    def test_full_screen_and_back(self):
        process = self.start("--size=900x600")
        window = self.window()
        self.drawn()
        size = lambda: self.xdotool("getwindowgeometry", window).split("Geometry: ")[-1]
        self.assertEqual(size(), "900x600")
        self.xdotool("windowfocus", window, "key", "F11")
        self.until(lambda: size() == "1280x800", "F11 did not fill the screen")
        self.xdotool("key", "F11")
        self.until(lambda: size() == "900x600", "F11 did not go back")
        self.assertIsNone(process.poll())

    def test_a_scenario_file_or_link_is_opened_by_argument_drop_and_refused_with_a_sentence(self):
        folder = pathlib.Path(self.home.name)
        wrong = folder / "wrong.json"
        wrong.write_text('{"version": 1,\n "architecture": {"users": 0}}')
        ended = self.start(wrong)
        self.assertIn("wrong.json: line 2: users must be 1 to 500000000, not 0", ended.communicate(timeout=self.PATIENCE_S)[1])
        self.assertEqual(ended.returncode, 2)

        process = self.start(f"--drop={wrong}")
        self.window("wrong.json: line 2")
        process.terminate()
        process.communicate()

        right = folder / "right.json"
        right.write_text('{"version": 1, "architecture": {"users": 400000, "cdn": true}}')
        link = subprocess.run([HEADLESS, "link", str(right)], capture_output=True, text=True, check=True).stdout.strip()
        for how in (right, link):
            picture = folder / "picture.png"
            ended = self.start(how, f"--screenshot={picture}", "--settle=0.3", "--size=800x500")
            self.assertEqual(ended.communicate(timeout=self.PATIENCE_S)[1], "")
            self.assertEqual(ended.returncode, 0)
            self.assertGreater(len(picture.read_bytes()), 10_000)
            picture.unlink()

    def test_a_lesson_of_ones_own_is_played(self):
        mine = pathlib.Path(self.home.name) / "mine.json"
        shutil.copy(ROOT / "web/lessons/stage-5.json", mine)
        picture = mine.with_suffix(".png")
        ended = self.start(f"--lesson={mine}", f"--screenshot={picture}", "--settle=0.3", "--size=800x500")
        self.assertEqual(ended.communicate(timeout=self.PATIENCE_S)[1], "")
        self.assertEqual(ended.returncode, 0)

    def test_it_says_what_it_can_be_asked_and_what_is_wrong(self):
        help = subprocess.run([PROGRAM, "--help"], capture_output=True, text=True, check=True)
        self.assertIn("Usage: scale-sandbox-desktop", help.stdout)
        self.assertEqual(help.stderr, "")
        for wrong, sentence in (("--size=1x1", "size must be like 1280x720, from 200x200 to 8000x8000, not 1x1."),
                                ("--density=much", "density must be 0.5 to 4, not much."),
                                ("--on=cnd", "on may not name cnd, which is no toggle; nearest is cdn.")):
            ended = subprocess.run([PROGRAM, wrong], capture_output=True, text=True)
            self.assertEqual((ended.returncode, ended.stderr), (2, sentence + "\n"))

    def test_the_window_comes_back_where_it_was(self):
        process = self.start("--size=700x500")
        window = self.window()
        self.drawn()
        self.xdotool("windowmove", window, 60, 40, "windowsize", window, 820, 560)
        self.until(lambda: "820x560" in self.xdotool("getwindowgeometry", window), "it was not resized")
        time.sleep(1)
        process.send_signal(15)  # SDL takes it as the wish to quit
        self.assertEqual(process.wait(self.PATIENCE_S), 0)
        kept = (pathlib.Path(self.home.name) / "scale-sandbox/window.txt").read_text()
        self.assertRegex(kept, r"^window -?\d+ -?\d+ 820 560 0 0$")
        again = self.start()
        window = self.window()
        self.until(lambda: "820x560" in self.xdotool("getwindowgeometry", window), "it has forgotten its size")
        self.assertIsNone(again.poll())

    def test_a_folder_that_cannot_be_written_is_no_trouble(self):
        (pathlib.Path(self.home.name) / "scale-sandbox").write_text("in the way")
        ended = self.start("--once", "--size=400x300")
        ended.communicate(timeout=self.PATIENCE_S)
        self.assertEqual(ended.returncode, 0)
        ended = self.start("--screenshot=/dev/full", "--settle=0.1", "--size=400x300")
        self.assertEqual(ended.communicate(timeout=self.PATIENCE_S)[1], "The picture could not be written to /dev/full.\n")
        self.assertEqual(ended.returncode, 1)

    def test_a_link_that_asks_for_too_many_requests_stands_still_with_a_sentence(self):
        picture = pathlib.Path(self.home.name) / "picture.png"
        ended = self.start("--users=500M", "--packet=1", "--run-to=60", f"--screenshot={picture}", "--settle=0.3", "--size=400x300")
        said = ended.communicate(timeout=self.PATIENCE_S)[1]
        self.assertRegex(said, r"^The run stands still: .* begin again with packet=\d+\.\n$")
        self.assertEqual(ended.returncode, 0)
        for packet in ("3", "65536"):
            said = self.start(f"--packet={packet}").communicate(timeout=self.PATIENCE_S)[1]
            self.assertEqual(said, f"packet must be 0 (by the rule) or a power of two up to 32768, not {packet}.\n")

    def test_a_dense_screen_gets_twice_the_pixels(self):
        self.on(size="2000x1400")
        process = self.start("--density=2", "--size=800x600")
        window = self.window()
        self.drawn()
        self.screen.keep("dense")
        size = self.xdotool("getwindowgeometry", window).split("Geometry: ")[-1]
        self.assertEqual(size, "1600x1200")
        self.assertIsNone(process.poll())


if __name__ == "__main__":
    unittest.main()
