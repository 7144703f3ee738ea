"use strict";

/** What this package is called. */
const CLASS_NAME = "Gravitex";
const PACKAGE = "gravitex";
const USER_AGENT = "gravitex-js/0.1.0";

module.exports = {
  CLASS_NAME,
  PACKAGE,
  USER_AGENT,
};
