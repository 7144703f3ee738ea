/** Tell whether a text is no size within the limits. */
function sizeFault(text, separator, limits) {
  const size = dimensions(text, separator);
  return size === null || boundFault(...size, limits) !== "";
}
