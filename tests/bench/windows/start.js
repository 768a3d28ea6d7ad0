Window_({ canvas: document.getElementById('canvas') });
