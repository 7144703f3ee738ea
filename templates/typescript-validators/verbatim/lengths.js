/** Count the characters of a text, as Unicode does; a pair of surrogates is one. */
function characters(text) {
  let units = 0;
  for (let i = 0; i < text.length; i += 1) {
    units += text.codePointAt(i) > 0xffff;
  }
  return text.length - units;
}

/** Tell whether a text has more characters than this. */
function isLonger(text, most) {
  return (
    text.length > most && (text.length > 2 * most || characters(text) > most)
  );
}

/** Tell whether a text has fewer characters than this. */
function isShorter(text, least) {
  return (
    text.length < least || (text.length < 2 * least && characters(text) < least)
  );
}
