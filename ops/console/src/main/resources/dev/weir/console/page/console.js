// The pages of the console. Texts of users become text nodes, never markup.
"use strict";
(() => {
  const view = document.getElementById("view");
  const notice = document.getElementById("notice");
  const who = document.getElementById("who");
  const EVERY_MS = 5000;
  let drawn = 0;
  const labelled = new Set(); // here; the server hears of it by the topic, a moment later

  const element = (name, attributes, ...children) => {
    const node = document.createElement(name);
    for (const [key, value] of Object.entries(attributes || {})) {
      if (key === "onclick") node.addEventListener("click", value);
      else node.setAttribute(key, value);
    }
    for (const child of children) {
      node.append(child instanceof Node ? child : document.createTextNode(child ?? ""));
    }
    return node;
  };
  const say = text => {
    notice.textContent = text;
    notice.hidden = !text;
  };
  const ask = async (path, options) => {
    const answer = await fetch(path, options);
    const body = await answer.json();
    if (!answer.ok) throw new Error(body.results?.[0]?.detail ?? body.detail ?? answer.statusText);
    return body;
  };
  const time = iso => (iso ? new Date(iso).toLocaleString() : "");
  const table = (head, rows) =>
    element("div", { class: "wide" },
      element("table", {},
        element("thead", {}, element("tr", {}, ...head.map(word => element("th", {}, word)))),
        element("tbody", {}, ...rows.map(cells =>
          element("tr", {}, ...cells.map(cell =>
            cell instanceof Node ? element("td", {}, cell)
              : element("td", typeof cell === "number" ? { class: "number" } : {},
                typeof cell === "number" ? cell.toLocaleString("en", { maximumFractionDigits: 3 }) : cell)))))));
  const none = text => element("p", { class: "none" }, text);

  const label = async (item, task, word, card) => {
    const id = who.value.trim();
    if (!id) {
      say("Say who you are first: your moderator id, in the field above.");
      who.focus();
      return;
    }
    card.querySelectorAll("button").forEach(button => { button.disabled = true; });
    try {
      await ask("/v1/feedback", {
        method: "POST",
        headers: { "Content-Type": "application/json" },
        body: JSON.stringify({
          event_id: item.event_id, task, label: word, labeler: { id, kind: "moderator" }
        })
      });
      say("");
      labelled.add(item.event_id);
      card.remove();
    } catch (e) {
      say("The label was not taken: " + e.message);
      card.querySelectorAll("button").forEach(button => { button.disabled = false; });
    }
  };

  const card = item => {
    const node = element("article", { class: "item", "data-event": item.event_id });
    const reasons = item.reasons.map(one => one.detail ? one.code + " (" + one.detail + ")" : one.code);
    node.append(
      element("div", { class: "meta" },
        [item.action, item.language, time(item.occurred_at)].filter(Boolean).join(" · ")),
      element("p", { class: "text" }, item.text));
    if (reasons.length) node.append(element("div", { class: "meta" }, "held for " + reasons.join("; ")));
    node.append(element("div", { class: "meta" }, "asked because of " + item.asked));
    node.append(element("div", { class: "labels" }, ...item.tasks.map(of =>
      element("div", { class: of.task === item.asked_task ? "task asked" : "task" },
        element("span", {}, of.task),
        ...of.labels.map(word => element("button", {
          type: "button",
          class: word === of.says ? "says" : "",
          title: word === of.says ? "what the model says" : "",
          "data-task": of.task,
          "data-label": word,
          onclick: () => label(item, of.task, word, node)
        }, word))))));
    return node;
  };

  const pages = {
    async review() {
      const body = await ask("/v1/review");
      const items = body.items.filter(item => !labelled.has(item.event_id));
      return [
        element("h2", {}, body.held + " held for review, " + body.unsure + " that a model is unsure of"),
        ...(items.length ? items.map(card) : [none("Nothing to label at the moment.")])
      ];
    },
    async releases() {
      const body = await ask("/v1/releases");
      return body.scopes.flatMap(scope => [
        element("h2", {}, scope.scope),
        scope.now.length
          ? table(["answers now", "stage", "since"],
            scope.now.map(step => [step.model, step.stage, time(step.since)]))
          : none("No released model answers: jobs score with the one they were started with."),
        scope.history.length
          ? table(["model", "step", "at", "by", "reason"], scope.history.map(step => [
            step.model,
            element("span", { class: step.stage }, (step.pending ? "announced: " : "") + step.stage),
            time(step.since), step.by, step.note]))
          : none("No step yet.")
      ]);
    },
    async drift() {
      const body = await ask("/v1/drift");
      if (!body.reports.length) return [none("No report yet; the first come when a window is over.")];
      const measured = body.reports.filter(report => report.psi !== undefined).slice(0, 20);
      const chart = element("div", { id: "chart" });
      setTimeout(() => plot(chart, measured));
      return [
        element("h2", {}, "How far slices have moved, those that moved furthest first"),
        measured.length ? chart : none("References are still gathered."),
        table(["verdict", "subject", "slice", "model", "window until", "records", "furthest", "PSI", "chance", "JS", "right"],
          body.reports.map(report => [
            element("span", { class: report.verdict }, report.reference === "gathering" ? "–" : report.verdict),
            report.subject, report.slice, report.model, time(report.window_end), report.records,
            report.feature, report.psi, report.chance, report.js, report.estimated_accuracy]))
      ];
    },
    async runs() {
      const body = await ask("/v1/runs");
      if (!body.runs.length) return [none("No learning run yet.")];
      return [element("h2", {}, "Learning runs"),
        table(["run", "begun", "model", "state", "reason", "report"], body.runs.map(run => [
          run.run, time(run.startedAt), run.name + "@" + run.version, run.state, run.reason,
          run.report
            ? element("a", { href: "/runs/" + encodeURIComponent(run.run) + "/report.html", target: "_blank", rel: "noopener" }, "report")
            : ""]))];
    }
  };

  const plot = (node, reports) => {
    if (!node.isConnected || !window.echarts) return;
    const names = reports.map(report => report.subject + " " + report.slice).reverse();
    window.echarts.init(node).setOption({
      animation: false,
      grid: { left: 8, right: 24, top: 30, bottom: 8, containLabel: true },
      legend: { top: 0 },
      xAxis: { type: "value" },
      yAxis: { type: "category", data: names },
      series: [
        { name: "PSI", type: "bar", data: reports.map(report => report.psi).reverse() },
        { name: "by chance", type: "bar", data: reports.map(report => report.chance).reverse() }
      ]
    });
  };

  const draw = async again => {
    const name = pages[location.hash.slice(1)] ? location.hash.slice(1) : "review";
    document.querySelectorAll("nav a").forEach(link =>
      link.getAttribute("href") === "#" + name
        ? link.setAttribute("aria-current", "page") : link.removeAttribute("aria-current"));
    const turn = ++drawn;
    try {
      const nodes = await pages[name]();
      // somebody may be about to click: what is on the page stays while there is enough of it
      if (turn === drawn && !(again && name === "review" && view.querySelectorAll(".item").length > 3)) {
        view.replaceChildren(...nodes);
      }
      if (!again) say("");
    } catch (e) {
      say(e.message + ". Trying again.");
    }
  };

  try { who.value = localStorage.getItem("weir.moderator") ?? ""; } catch { /* no storage */ }
  who.addEventListener("change", () => {
    try { localStorage.setItem("weir.moderator", who.value.trim()); } catch { /* no storage */ }
  });
  addEventListener("hashchange", () => draw(false));
  setInterval(() => draw(true), EVERY_MS);
  draw(false);
})();
