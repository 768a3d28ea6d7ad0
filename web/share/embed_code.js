// The two lines for an article. Only what differs from the program's own beginning is said.
(function () {
  'use strict';

  const escape = (value) => String(value).replace(/&/g, '&amp;').replace(/"/g, '&quot;').replace(/</g, '&lt;');

  // Settings of a run as attributes: tools in two lists, all else under its own name.
  function attributesOf(settings, table) {
    const lists = { on: [], off: [] }, out = {};
    for (const row of table) {
      const value = settings[row.id];
      if (value === undefined || value === row.initial || row.group === 'incidents') continue;
      if (row.kind === 'toggle') lists[value ? 'on' : 'off'].push(row.id);
      else out[row.id] = row.kind === 'choice' ? row.choices.split(' ')[value] : value;
    }
    for (const name of Object.keys(lists)) if (lists[name].length) out[name] = lists[name].join();
    return out;
  }

  const written = (attributes) => Object.entries(attributes).filter(([, value]) => value !== '' && value !== undefined && value !== null)
    .map(([name, value]) => ` ${name}="${escape(value)}"`).join('');

  // `page`: the stand-alone page's address; the style keeps the text in place until the script is there.
  function element(page, attributes) {
    const height = Number(attributes.height) || 480;
    const script = new URL('v1/embed.js', page).href;
    return `<script async src="${escape(script)}"></script>\n` +
      `<scale-sandbox${written({ ...attributes, height })} style="display:block;height:${height}px"></scale-sandbox>`;
  }

  function frame(page, attributes, title) {
    const { height = 480, ...parameters } = attributes;
    for (const own of ['question', 'poster', 'load']) delete parameters[own];
    const address = new URL('v1/frame.html', page);
    for (const [name, value] of Object.entries(parameters)) if (value !== '') address.searchParams.set(name, value);
    return `<iframe src="${escape(address.href)}" title="${escape(title)}" width="100%" height="${escape(height)}" loading="lazy" sandbox="allow-scripts" style="border:0"></iframe>`;
  }

  window.scaleEmbedCode = { attributesOf, element, frame };
})();
