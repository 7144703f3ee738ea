// What pages do beyond showing text: theme, menu, tabs, copying, the filter of the matrix, search.
(function () {
  "use strict";

  var root = document.body.dataset.root;

  /** Keep a choice for other pages, where the browser allows it. */
  function remember(name, value) {
    try {
      localStorage.setItem(name, value);
    } catch {
      // Then it lasts as long as the page.
    }
  }

  function remembered(name) {
    try {
      return localStorage.getItem(name);
    } catch {
      return null;
    }
  }

  // --- theme and menu ---

  var theme = document.querySelector("button.theme");
  theme.hidden = false;
  theme.addEventListener("click", function () {
    var next =
      document.documentElement.dataset.theme === "dark" ? "light" : "dark";
    document.documentElement.dataset.theme = next;
    remember("theme", next);
  });

  var menu = document.querySelector("button.menu");
  var side = document.getElementById("nav");
  menu.hidden = false;
  menu.addEventListener("click", function () {
    var open = side.classList.toggle("open");
    menu.setAttribute("aria-expanded", String(open));
  });

  // --- copying ---

  function copyButton(text) {
    var button = document.createElement("button");
    button.type = "button";
    button.className = "copy";
    button.textContent = "Copy";
    copies(button, text);
    return button;
  }

  function copies(button, text) {
    button.addEventListener("click", function () {
      copy(text).then(function (done) {
        button.textContent = done ? "Copied" : "Press Ctrl+C";
        setTimeout(function () {
          button.textContent = "Copy";
        }, 1500);
      });
    });
  }

  /** The clipboard is closed to pages from a disk in some browsers; the old way works there. */
  function copy(text) {
    if (navigator.clipboard) {
      return navigator.clipboard.writeText(text).then(
        function () {
          return true;
        },
        function () {
          return copyOldWay(text);
        },
      );
    }
    return Promise.resolve(copyOldWay(text));
  }

  function copyOldWay(text) {
    var area = document.createElement("textarea");
    area.value = text;
    area.className = "unseen";
    document.body.append(area);
    area.select();
    var done = document.execCommand("copy");
    area.remove();
    return done;
  }

  window.copyText = copy;

  document.querySelectorAll("button[data-copy]").forEach(function (button) {
    button.hidden = false;
    copies(button, button.dataset.copy);
  });

  // --- tabs ---

  var groups = [];

  function choose(language) {
    groups.forEach(function (group) {
      var has = group.some(function (entry) {
        return entry.tab.dataset.tab === language;
      });
      group.forEach(function (entry, index) {
        var chosen = has ? entry.tab.dataset.tab === language : index === 0;
        entry.tab.hidden = !chosen;
        entry.button.setAttribute("aria-selected", String(chosen));
        entry.button.tabIndex = chosen ? 0 : -1;
      });
    });
  }

  document.querySelectorAll(".tabs").forEach(function (tabs, number) {
    var list = document.createElement("div");
    list.className = "tablist";
    list.setAttribute("role", "tablist");
    list.setAttribute("aria-label", "Languages");
    var group = Array.from(tabs.querySelectorAll(".tab")).map(function (tab) {
      var language = tab.dataset.tab;
      var button = document.createElement("button");
      button.type = "button";
      button.textContent = tab.dataset.title;
      button.id = "tab-" + number + "-" + language;
      button.setAttribute("role", "tab");
      button.setAttribute("aria-controls", "panel-" + number + "-" + language);
      tab.id = "panel-" + number + "-" + language;
      tab.setAttribute("role", "tabpanel");
      tab.setAttribute("aria-labelledby", button.id);
      tab.append(copyButton(tab.querySelector("pre").textContent));
      button.addEventListener("click", function () {
        choose(language);
        remember("language", language);
      });
      list.append(button);
      return { tab: tab, button: button };
    });
    list.addEventListener("keydown", function (event) {
      var step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
      var edge = { Home: 0, End: group.length - 1 }[event.key];
      var now = group.findIndex(function (entry) {
        return entry.button === document.activeElement;
      });
      if (now < 0 || (step === undefined && edge === undefined)) return;
      event.preventDefault();
      var next =
        edge !== undefined ? edge : (now + step + group.length) % group.length;
      group[next].button.click();
      group[next].button.focus();
    });
    tabs.classList.add("tabbed");
    tabs.prepend(list);
    groups.push(group);
  });
  choose(remembered("language"));

  // --- filters ---

  /** Show the rows that fit what a form says, and how many of them. */
  function filters(form, rows, noun, fits) {
    if (!form) return;
    var told = form.querySelector(".status");
    form.hidden = false;
    form.addEventListener("submit", function (event) {
      event.preventDefault();
    });
    form.addEventListener("input", function () {
      var shown = Array.from(rows).filter(function (row) {
        row.hidden = !fits(row, form.elements);
        return !row.hidden;
      });
      told.textContent = shown.length + " of " + rows.length + " " + noun;
    });
  }

  var parameters = document.querySelectorAll(".matrix tbody tr");
  filters(document.forms.matrix, parameters, "parameters", function (row, asked) {
    var text = asked.parameter.value.trim().toLowerCase();
    var fate = asked.fate.value;
    var named = row.cells[0].textContent.toLowerCase().includes(text);
    return named && (!fate || row.querySelector("a[title=" + fate + "]") !== null);
  });

  var changed = document.querySelectorAll(".changed");
  filters(document.forms.changes, changed, "groups of changes", function (group, asked) {
    var models = group.dataset.models.split(" ");
    return !asked.model.value || models.includes(asked.model.value);
  });

  // --- search ---

  var dialog = document.querySelector("dialog.search");
  var find = document.querySelector("button.find");
  var field = dialog.querySelector("input");
  var hits = dialog.querySelector(".hits");
  var status = dialog.querySelector(".status");
  var loading = null;

  /** The index is a script, since pages from a disk may fetch nothing; it is loaded when it is first needed. */
  function load() {
    loading =
      loading ||
      new Promise(function (done, failed) {
        var script = document.createElement("script");
        script.src = root + "assets/search.js";
        script.onload = function () {
          done(window.searchIndex);
        };
        script.onerror = failed;
        document.head.append(script);
      });
    return loading;
  }

  function open() {
    if (!dialog.open) dialog.showModal();
    field.select();
    load().then(search, function () {
      status.textContent = "The index could not be loaded.";
    });
  }

  /** An entry is [title, where, href, words]; all words of the query must occur, in the title counts most. */
  function search() {
    var query = field.value.trim().toLowerCase();
    hits.replaceChildren();
    if (!query) {
      status.textContent = "";
      return;
    }
    var words = query.split(/\s+/);
    var found = [];
    window.searchIndex.forEach(function (entry, order) {
      var title = entry[0].toLowerCase();
      var all = title + " " + entry[1].toLowerCase() + " " + entry[3];
      var score = 0;
      for (var word of words) {
        if (!all.includes(word)) return;
        score +=
          title === word
            ? 8
            : title.startsWith(word)
              ? 4
              : title.includes(word)
                ? 2
                : 1;
      }
      found.push({ entry: entry, score: score, order: order });
    });
    found.sort(function (a, b) {
      return b.score - a.score || a.order - b.order;
    });
    status.textContent = found.length === 1 ? "1 hit" : found.length + " hits";
    found.slice(0, 30).forEach(function (hit) {
      var item = document.createElement("li");
      var link = document.createElement("a");
      var where = document.createElement("small");
      link.href = root + hit.entry[2];
      link.textContent = hit.entry[0];
      where.textContent = hit.entry[1];
      link.append(where);
      link.addEventListener("click", function () {
        dialog.close();
      });
      item.append(link);
      hits.append(item);
    });
  }

  find.hidden = false;
  find.addEventListener("click", open);
  field.addEventListener("input", function () {
    load().then(search);
  });
  dialog.addEventListener("keydown", function (event) {
    var step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (!step) return;
    event.preventDefault();
    var links = Array.from(hits.querySelectorAll("a"));
    var next = links[links.indexOf(document.activeElement) + step];
    (next || field).focus();
  });
  field.addEventListener("keydown", function (event) {
    // Some browsers empty the field first, and close only when asked again.
    if (event.key === "Escape") dialog.close();
    var first = hits.querySelector("a");
    if (event.key !== "Enter" || !first) return;
    event.preventDefault();
    first.click();
  });
  document.addEventListener("keydown", function (event) {
    var typing = /^(input|select|textarea)$/i.test(event.target.tagName);
    var wanted =
      (event.key === "/" && !typing) ||
      (event.key === "k" && (event.ctrlKey || event.metaKey));
    if (wanted && !event.altKey) {
      event.preventDefault();
      open();
    }
  });
})();
