// Emscripten 3.1.6 takes Node's fetch for a browser's and asks it for a file path: without fetch it reads the file.
delete globalThis.fetch;
