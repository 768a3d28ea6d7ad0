// Emscripten 3.1.6 takes Node's fetch for a browser's and asks it for a file path: without fetch it reads the file.
delete globalThis.fetch;
// GoogleTest's settings, as natively.
Module.preRun = () => Object.entries(process.env).filter(([name]) => name.startsWith('GTEST_')).forEach(([name, value]) => { ENV[name] = value; });
