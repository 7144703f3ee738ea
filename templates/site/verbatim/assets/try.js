// The page to try requests on. The body is the truth: the form writes into it and reads from it.
(function () {
  "use strict";

  var known = window.tryData;
  var checker = window[known.validators];
  var at = function (id) {
    return document.getElementById(id);
  };
  var body = at("body");
  var model = at("model");
  var examples = at("example");
  var form = at("form");
  /** The body as data; undefined while its text is no JSON. */
  var data;

  // --- places in a body ---

  function isHolder(value) {
    return typeof value === "object" && value !== null;
  }

  function own(holder, name) {
    return isHolder(holder) && Object.hasOwn(holder, name)
      ? holder[name]
      : undefined;
  }

  /** Every place that a path leads to, "-" being each item: pairs of what holds it and its name there. */
  function reach(holder, path) {
    var step = path[0];
    if (path.length === 1) {
      return own(holder, step) === undefined ? [] : [[holder, step]];
    }
    var next =
      step !== "-"
        ? [own(holder, step)]
        : Array.isArray(holder)
          ? holder
          : [];
    return next.flatMap(function (inner) {
      return isHolder(inner) ? reach(inner, path.slice(1)) : [];
    });
  }

  function put(holder, path, value) {
    var name = path[path.length - 1];
    for (var step of path.slice(0, -1)) {
      if (!isHolder(own(holder, step))) {
        if (value === undefined) return;
        set(holder, step, {});
      }
      holder = holder[step];
    }
    if (value === undefined) delete holder[name];
    else set(holder, name, value);
  }

  function set(holder, name, value) {
    Object.defineProperty(holder, name, {
      value: value,
      writable: true,
      enumerable: true,
      configurable: true,
    });
  }

  function unescape(step) {
    return step.replaceAll("~1", "/").replaceAll("~0", "~");
  }

  /** Carry out what a fix says (RFC 6902: replace, remove, move). */
  function mend(fix) {
    function parted(pointer) {
      return pointer.split("/").slice(1).map(unescape);
    }
    var from = parted(fix.from || fix.path);
    var holder = from.slice(0, -1).reduce(own, data);
    var name = from[from.length - 1];
    var value = fix.op === "replace" ? fix.value : own(holder, name);
    if (fix.op === "replace") set(holder, name, value);
    else if (Array.isArray(holder)) holder.splice(Number(name), 1);
    else delete holder[name];
    if (fix.op === "move") put(data, parted(fix.path), value);
    write();
  }

  // --- the text ---

  /** The line on which the value of each pointer begins, counted from 1. */
  function lines(text) {
    var found = { "": 1 };
    var place = 0;
    var line = 1;

    function blank() {
      while (place < text.length && " \t\r\n".includes(text[place])) {
        if (text[place] === "\n") line += 1;
        place += 1;
      }
    }

    function string() {
      var start = place;
      place += 1;
      while (text[place] !== '"') place += text[place] === "\\" ? 2 : 1;
      place += 1;
      return JSON.parse(text.slice(start, place));
    }

    function value(pointer) {
      blank();
      found[pointer] = line;
      if (text[place] === '"') string();
      else if (text[place] === "{" || text[place] === "[") holder(pointer);
      else while (place < text.length && !",]} \t\r\n".includes(text[place])) place += 1;
      blank();
    }

    function holder(pointer) {
      var list = text[place] === "[";
      var index = 0;
      place += 1;
      blank();
      while (text[place] !== "]" && text[place] !== "}") {
        var name = String(index);
        if (!list) {
          name = string().replaceAll("~", "~0").replaceAll("/", "~1");
          blank();
          place += 1;
        }
        value(pointer + "/" + name);
        if (text[place] === ",") place += 1;
        blank();
        index += 1;
      }
      place += 1;
    }

    value("");
    return found;
  }

  /** The line of a pointer, or of what would hold it. */
  function lineOf(found, pointer) {
    while (!(pointer in found)) {
      pointer = pointer.slice(0, pointer.lastIndexOf("/"));
    }
    return found[pointer];
  }

  function write() {
    body.value = JSON.stringify(data, null, 2);
    judge();
    fill();
  }

  // --- the verdict ---

  function judge() {
    var issues = checker.checkText(body.value);
    data = undefined;
    var places = { "": 1 };
    try {
      data = JSON.parse(body.value);
      places = lines(body.value);
    } catch {
      // checkText has said so.
    }
    var errors = issues.filter(function (issue) {
      return issue.severity === "error";
    }).length;
    var word = errors ? "reject" : issues.length ? "warn" : "accept";
    var verdict = at("verdict");
    verdict.className = "verdict " + word;
    verdict.textContent = {
      accept: "Accepted",
      warn: "Accepted, with " + counted(issues.length, "warning"),
      reject: "Refused: " + counted(errors, "error"),
    }[word];
    verdict.dataset.verdict = word;
    at("issues").replaceChildren(
      ...issues.map(function (issue) {
        return told(issue, lineOf(places, issue.pointer));
      }),
    );
    number(issues, places);
    tellBack();
    at("curl").textContent = command();
  }

  function counted(number, noun) {
    return number + " " + noun + (number === 1 ? "" : "s");
  }

  function element(name, kind, text) {
    var made = document.createElement(name);
    made.className = kind;
    made.textContent = text;
    return made;
  }

  /** An issue as an item: where, what, why, and a button that mends it. */
  function told(issue, line) {
    var item = document.createElement("li");
    item.className = "issue";
    item.dataset.code = issue.code;
    item.dataset.pointer = issue.pointer;
    item.dataset.line = String(line);
    var where = element("button", "where", "line " + line);
    where.type = "button";
    where.addEventListener("click", function () {
      select(line);
    });
    var code = element("a", "", issue.code);
    code.href = known.errors[issue.code] || "errors/index.html";
    item.append(
      element("span", "badge " + issue.severity, issue.severity),
      " ",
      where,
      " ",
      element("code", "", issue.pointer || "(body)"),
      " " + issue.message + " ",
      code,
    );
    var fix = data === undefined ? null : issue.fix;
    if (fix) {
      var button = element("button", "fix", fixed(fix));
      button.type = "button";
      button.addEventListener("click", function () {
        mend(fix);
        body.focus();
      });
      item.append(" ", button);
    }
    return item;
  }

  function fixed(fix) {
    if (fix.op === "replace") return "Write " + JSON.stringify(fix.value);
    return fix.op === "move" ? "Move to " + fix.path : "Remove it";
  }

  function select(line) {
    var rows = body.value.split("\n");
    var start = rows.slice(0, line - 1).join("\n").length + (line > 1 ? 1 : 0);
    body.focus();
    body.setSelectionRange(start, start + rows[line - 1].length);
  }

  /** Numbers beside the text, marked where something is wrong. */
  function number(issues, places) {
    var marks = {};
    issues.forEach(function (issue) {
      var line = lineOf(places, issue.pointer);
      if (marks[line] !== "error") marks[line] = issue.severity;
    });
    var count = body.value.split("\n").length;
    at("lines").replaceChildren(
      ...Array.from({ length: count }, function (_, index) {
        return element("li", marks[index + 1] || "", String(index + 1));
      }),
    );
    at("lines").scrollTop = body.scrollTop;
  }

  function tellBack() {
    var points = [];
    if (isHolder(data) && !Array.isArray(data)) {
      checker.prepare(data).changes.forEach(function (change) {
        points.push([
          change.by === "server" ? "The gateway makes " : "Better: ",
          JSON.stringify(change.before),
          " at ",
          change.pointer,
          " into ",
          JSON.stringify(change.after),
        ]);
      });
      var form = checker.responseFormat(data);
      if (form) {
        var [, shape, sure] = /^(.*?)(?:_(usually|probably))?$/.exec(form.returned);
        points.push(
          shape === "unknown"
            ? ["The form of the pictures is not known."]
            : ["Pictures come back as ", shape, sure ? ", " + sure + "." : "."],
        );
        var read = form.read.flatMap(function (pointer) {
          return [", else ", pointer];
        });
        points.push(["Read ", ...read.slice(1), "."]);
      }
    }
    at("back").replaceChildren(...points.map(point));
  }

  /** An item of a list: texts, of which every second one is code. */
  function point(parts) {
    var item = element("li", "", "");
    item.append(
      ...parts.map(function (part, index) {
        return index % 2 ? element("code", "", part) : part;
      }),
    );
    return item;
  }

  function quoted(text) {
    return "'" + text.replaceAll("'", "'\\''") + "'";
  }

  /** How the request is called: as its model is, by whether it shows pictures. */
  function calling() {
    var own = known.models[model.value] && known.models[model.value].call;
    if (!own) return known.call;
    return own.places.some(function (place) {
      return leads(data, place);
    })
      ? own.pictured
      : own.usual;
  }

  function leads(here, place) {
    if (!place.length) return here !== undefined;
    var rest = place.slice(1);
    if (place[0] !== "-") {
      var inside = here && typeof here === "object" && Object.hasOwn(here, place[0]);
      return Boolean(inside) && leads(here[place[0]], rest);
    }
    return (
      Array.isArray(here) &&
      here.some(function (item) {
        return leads(item, rest);
      })
    );
  }

  /** The path with the members that stand in it; those that are not there yet stay in braces. */
  function filled(call) {
    if (!call.pieces) return call.path;
    return call.pieces
      .map(function (piece) {
        var value = data && piece[1] ? data[piece[1]] : undefined;
        if (!piece[1]) return piece[0];
        if (value === undefined || value === null || typeof value === "object") {
          return piece[0] + "{" + piece[1] + "}";
        }
        var text = encodeURIComponent(String(value));
        return piece[0] + (piece[2] ? text.replaceAll("%2F", "/") : text);
      })
      .join("");
  }

  /** The members that do not stand in the path. */
  function left(call) {
    if (!data || !call.pieces) return data;
    var rest = Object.assign({}, data);
    call.pieces.forEach(function (piece) {
      delete rest[piece[1]];
    });
    return rest;
  }

  function sent(call) {
    var away = call.pieces && call.pieces.some((piece) => piece[1]);
    return away && data ? JSON.stringify(left(call), null, 2) : body.value;
  }

  function address() {
    return at("base-url").value.replace(/\/+$/, "") + filled(calling());
  }

  /** The command names the variable with the key, never the key. */
  function command() {
    var call = calling();
    var key = known.auth.environment ? "$" + known.auth.environment : "YOUR_KEY";
    var scheme = known.auth.scheme ? known.auth.scheme + " " : "";
    var lines = ["curl " + quoted(known.baseUrl + filled(call))];
    if (call.method !== "POST") lines.push("  -X " + call.method);
    lines.push('  -H "' + known.auth.header + ": " + scheme + key + '"');
    (known.headers || []).forEach(function (header) {
      lines.push("  -H " + quoted(header.join(": ")));
    });
    if (call.files) return lines.concat(parts(call)).join(" \\\n");
    lines.push("  -H 'Content-Type: application/json'");
    lines.push("  -d " + quoted(sent(call)));
    return lines.join(" \\\n");
  }

  /** The parts of a form: pictures are files that lie beside, everything else is text. */
  function parts(call) {
    var lines = [];
    var number = 0;
    Object.entries(left(call) || {}).forEach(function (entry) {
      var several = call.files.includes(entry[0]) && Array.isArray(entry[1]);
      var name = several && call.brackets ? entry[0] + "[]" : entry[0];
      (several ? entry[1] : [entry[1]]).forEach(function (value) {
        var text = typeof value === "string" ? value : JSON.stringify(value);
        if (call.files.includes(entry[0]) && !/^https?:/.test(text)) {
          number += 1;
          lines.push("  -F " + quoted(name + "=@picture-" + number + ".png"));
        } else lines.push("  --form-string " + quoted(name + "=" + text));
      });
    });
    return lines;
  }

  // --- the form ---

  function field(label, hint, input) {
    var row = document.createElement("label");
    row.className = "field";
    row.append(element("span", "name", label), input);
    if (hint) row.append(element("small", "", hint));
    return row;
  }

  /** Make the fields of a model. Each input has ``fill``, which takes its value from the body. */
  function build() {
    var about = known.models[model.value];
    at("about").href = about.page;
    examples.replaceChildren(
      ...about.examples.map(function (one, index) {
        return new Option(one.title, String(index));
      }),
    );
    var rows = [];
    if (about.prompts.length) rows.push(laid("prompt", about.prompts, "textarea"));
    if (about.images.length) rows.push(laid("image", about.images, "input"), picker(about.images));
    about.fields.forEach(function (one) {
      rows.push(field(one.name, hinted(one), input(one)));
    });
    form.replaceChildren(...rows);
  }

  function hinted(one) {
    var parts = [one.hint];
    if (one.default) parts.push("Default: " + one.default + ".");
    if (one.fate) parts.push("This is " + one.fate + " here.");
    return parts.filter(Boolean).join(" ");
  }

  /** A field for what may stand at several places: it shows the first and writes them all. */
  function laid(name, paths, kind) {
    var made = document.createElement(kind);
    function places() {
      return paths.flatMap(function (path) {
        return reach(data, path);
      });
    }
    made.fill = function () {
      var first = places()[0];
      made.disabled = first === undefined;
      var value = first ? first[0][first[1]] : "";
      made.value = Array.isArray(value) ? value.join(" ") : String(value);
    };
    made.addEventListener("input", function () {
      places().forEach(function (place) {
        var list = Array.isArray(place[0][place[1]]);
        set(place[0], place[1], list ? made.value.split(/\s+/) : made.value);
      });
      write();
    });
    var hint = name === "image" ? "A link, a data URI, or a file below." : "";
    return field(name, hint, made);
  }

  /** A file of the reader's own, as a data URI at the first place of a picture. */
  function picker(paths) {
    var made = document.createElement("input");
    made.type = "file";
    made.accept = "image/*";
    made.fill = function () {};
    made.addEventListener("change", function () {
      var reader = new FileReader();
      reader.onload = function () {
        var place = paths.flatMap(function (path) {
          return reach(data, path);
        })[0];
        if (!place) return;
        var list = Array.isArray(place[0][place[1]]);
        set(place[0], place[1], list ? [reader.result] : reader.result);
        write();
      };
      if (made.files[0]) reader.readAsDataURL(made.files[0]);
    });
    return field("image from a file", "", made);
  }

  function input(one) {
    var chosen = one.values.length > 0 || one.type === "boolean";
    var made = document.createElement(chosen ? "select" : "input");
    var values = one.type === "boolean" ? [true, false] : one.values;
    if (chosen) {
      made.append(new Option("(left out)", ""));
      values.forEach(function (value) {
        made.append(new Option(String(value), JSON.stringify(value)));
      });
    }
    made.dataset.path = one.path.join("/");
    made.fill = function () {
      var place = reach(data, one.path)[0];
      var value = place ? place[0][place[1]] : undefined;
      if (chosen) {
        var spelled = value === undefined ? "" : JSON.stringify(value);
        // What is not listed is in the body all the same.
        if (made.selectedOptions.length === 0 || !has(made, spelled)) {
          made.append(new Option(String(value), spelled));
        }
        made.value = spelled;
      } else {
        made.value =
          value === undefined
            ? ""
            : typeof value === "string"
              ? value
              : JSON.stringify(value);
      }
    };
    made.addEventListener("input", function () {
      put(data, one.path, meant(one, chosen, made.value));
      write();
    });
    return made;
  }

  function has(choice, value) {
    return Array.from(choice.options).some(function (option) {
      return option.value === value;
    });
  }

  /** What a reader means by a text in a field: nothing, a number or other JSON where that is asked for, or the text. */
  function meant(one, chosen, text) {
    if (text === "") return undefined;
    if (one.type === "text" && !chosen) return text;
    try {
      return JSON.parse(text);
    } catch {
      return text;
    }
  }

  /** Fill the fields from the body, all but the one that is being written. */
  function fill() {
    var usable = isHolder(data) && !Array.isArray(data);
    form.querySelectorAll("input, select, textarea").forEach(function (made) {
      made.disabled = !usable;
      if (usable && made !== document.activeElement) made.fill();
    });
    if (usable && data.model !== model.value && known.models[data.model]) {
      model.value = data.model;
      build();
      fill();
    }
  }

  // --- sending ---

  var running = null;

  at("send").addEventListener("submit", function (event) {
    event.preventDefault();
    if (running) return;
    var call = calling();
    if (call.apart) {
      at("told").textContent =
        "This page sends JSON and reads JSON: copy the command below, or call " +
        "the model with a client.";
      return;
    }
    running = new AbortController();
    at("go").disabled = true;
    at("stop").hidden = false;
    at("pictures").replaceChildren();
    at("answer-frame").hidden = true;
    at("told").textContent = "Waiting for " + address() + " ...";
    var headers = { "Content-Type": "application/json" };
    (known.headers || []).forEach(function (header) {
      headers[header[0]] = header[1];
    });
    if (at("key").value) {
      headers[known.auth.header] = (
        known.auth.scheme +
        " " +
        at("key").value
      ).trim();
    }
    var asked = data;
    fetch(address(), {
      method: call.method,
      headers: headers,
      body: sent(call),
      signal: running.signal,
      redirect: "error",
      credentials: "omit",
      referrerPolicy: "no-referrer",
    })
      .then(function (response) {
        return response.text().then(function (text) {
          show(response, text, asked);
        });
      })
      .catch(function (error) {
        at("told").textContent =
          error.name === "AbortError"
            ? "Stopped. The request may have been worked on."
            : "No answer from " +
              address() +
              ". Is it running, and does it let pages of other places ask (CORS)?";
      })
      .finally(function () {
        running = null;
        at("go").disabled = false;
        at("stop").hidden = true;
      });
  });

  at("stop").addEventListener("click", function () {
    if (running) running.abort();
  });

  function show(response, text, asked) {
    var answer;
    try {
      answer = JSON.parse(text);
    } catch {
      answer = undefined;
    }
    at("told").textContent =
      "HTTP " + response.status + ", " + counted(text.length, "character");
    var read = checker.responseFormat(asked)?.read ?? [];
    var links = pictures(answer, read);
    at("pictures").replaceChildren(
      ...links.map(function (link, index) {
        var image = document.createElement("img");
        image.src = link;
        image.alt = "Picture " + (index + 1) + " of the answer";
        return image;
      }),
    );
    at("answer").textContent =
      answer === undefined ? text : JSON.stringify(answer, shortened, 2);
    at("answer-frame").hidden = false;
  }

  /** Links to the pictures of an answer, from the first place of each that holds something. */
  function pictures(answer, places) {
    var found = [];
    places.forEach(function (place) {
      var path = place
        .split("/")
        .slice(1)
        .map(function (step) {
          return step === "*" ? "-" : unescape(step);
        });
      reach(answer, path).forEach(function (one, index) {
        var text = one[0][one[1]];
        if (!found[index] && typeof text === "string" && text) {
          found[index] = linked(text);
        }
      });
    });
    return found.filter(Boolean);
  }

  var HEADS = { iVBOR: "png", "/9j/": "jpeg", UklGR: "webp", R0lGO: "gif" };

  function linked(text) {
    if (/^(https?:|data:image\/)/.test(text)) return text;
    var head = Object.keys(HEADS).find(function (start) {
      return text.startsWith(start);
    });
    return "data:image/" + (HEADS[head] || "png") + ";base64," + text;
  }

  function shortened(key, value) {
    return typeof value === "string" && value.length > 400
      ? value.slice(0, 60) + "... (" + value.length + " characters)"
      : value;
  }

  // --- beginning ---

  function start(index) {
    data = structuredClone(known.models[model.value].examples[index].body);
    write();
  }

  model.addEventListener("change", function () {
    build();
    start(0);
  });
  examples.addEventListener("change", function () {
    start(Number(examples.value));
  });
  body.addEventListener("input", function () {
    judge();
    fill();
  });
  body.addEventListener("scroll", function () {
    at("lines").scrollTop = body.scrollTop;
  });
  form.addEventListener("submit", function (event) {
    event.preventDefault();
  });
  at("curl-copy").addEventListener("click", function () {
    window.copyText(command()).then(function (done) {
      at("curl-copy").textContent = done ? "Copied" : "Press Ctrl+C";
    });
  });

  document.querySelector(".trial").hidden = false;
  var wanted = decodeURIComponent(location.hash.slice(1));
  if (known.models[wanted]) model.value = wanted;
  build();
  start(0);
})();
