"use strict";
// A run of the learning loop.
(function () {
  const { data, root, add, table, panel, chart, grid } = page;
  const run = data.run;
  const fraud = data.task === "fraud";
  const number = (x) => typeof x !== "number" ? "–"
    : Math.abs(x) >= 100 ? Math.round(x).toLocaleString("en") : x.toFixed(Math.abs(x) >= 10 ? 1 : 4);
  const says = {
    RELEASED: "released", REJECTED: "rejected", NOTHING_TO_LEARN: "nothing to learn",
    ABANDONED: "given up",
  };

  document.title = `${run.name} ${run.version}: ${says[run.state] || run.state}`;
  add(root, "h1", document.title);
  add(root, "p", `Run ${run.id} from version ${run.championVersion} (digest`
    + ` ${run.champion.slice(0, 12)}), seed ${run.seed}`
    + (data.snapshot ? `, data ${data.snapshot.slice(0, 12)}` : ""), "soft");
  if (run.reason) add(root, "p", run.reason);

  const intake = data.intake;
  if (intake) {
    add(root, "h2", "What came in");
    add(root, "p", `${number(intake.examples)} labelled examples, ${number(intake.used)} of them used`
      + (intake.from ? `, from ${intake.from} to ${intake.to}` : "")
      + ` · ${number(intake.replayed)} ` + (fraud
        ? "unlabelled payments, older than the label delay, count as genuine"
        : "unlabelled texts hold the model to what it knows"), "soft");
    const pair = add(root, "div", undefined, "pair");
    const rows = [];
    Object.entries(intake.labels).forEach(([task, labels]) =>
      Object.entries(labels).forEach(([label, n]) => rows.push([task, label, number(n)])));
    table(panel(pair, "Labels"), ["task", "label", "examples"], rows);
    const out = Object.entries(intake.leftOut).map(([why, n]) => [why, number(n)]);
    table(panel(pair, "Left out"), ["why", "examples"], out.length ? out : [["nothing", "0"]]);
    Object.values(intake.notTaught).forEach((why) => add(root, "p", why));
  }

  if (data.guard) {
    add(root, "h2", "Who labelled");
    data.guard.tasks.forEach((task) => {
      const box = panel(root, `${task.task.toLowerCase()}: ${number(task.kept)} of ${number(task.came)} labelled events kept`);
      task.findings.forEach((found) => add(box, "p", "Held back: " + found.says));
      table(box, ["labeller", "kind", "came", "agreed", "overruled", "used", "decided", "against the model", "trust (95 %)"],
        task.labelers.map((who) => [who.id + (who.heldBack ? " (held back)" : ""), who.kind.toLowerCase(), who.came,
          who.agreed, who.overruled, who.used, who.decided,
          Object.entries(who.moved).map(([what, n]) => `${what} ${n}`).join(", "),
          `${who.trust.toFixed(2)} (${who.trustLow.toFixed(2)} to ${who.trustHigh.toFixed(2)})`]));
    });
  }

  const trained = data.trained;
  if (trained && trained.curve.length > 0) {
    add(root, "h2", "Learning curve");
    const box = panel(root, fraud
      ? "Average precision by rounds of new trees, 0 is the champion; those up to the best were taken"
      : "Loss by epoch; the epoch with the least validation loss was taken");
    chart(box, {
      grid, legend: { top: 4 }, tooltip: { trigger: "axis" },
      xAxis: { type: "category", name: fraud ? "rounds" : "epoch", data: trained.curve.map((e) => e.epoch) },
      yAxis: { type: "value", name: fraud ? "average precision" : "loss", scale: true },
      series: [["training", "loss"], ["validation", "validLoss"]].map(([name, key]) => ({
        name, type: "line", data: trained.curve.map((e) => e[key]),
      })),
    });
    add(root, "p", `${trained.seconds.toFixed(1)} s; rows: `
      + Object.entries(trained.rows).map(([task, n]) => `${task} ${number(n)}`).join(", "), "soft");
  }

  const gates = data.gates;
  if (!gates) return;
  add(root, "h2", "Gates");
  table(panel(root, "All of them must hold"),
    ["gate", "of", "measure", "challenger", "champion", "difference (95 %)", "allowed", ""],
    gates.lines.map((g) => [g.gate, g.of, g.measure, number(g.challenger), number(g.champion),
      g.interval ? `${number(g.challenger - g.champion)} (${number(g.interval.low)} to ${number(g.interval.high)})` : "",
      g.rule, g.passed ? "holds" : "does not hold"]),
    (i, j) => j === 7 && gates.lines[i].passed);

  add(root, "h2", "Confusion before and after");
  Object.entries(gates.confusions).forEach(([task, both]) => {
    const pair = add(root, "div", undefined, "pair");
    [["before", "champion"], ["after", "challenger"]].forEach(([key, name]) =>
      table(panel(pair, `${task}, ${name}: rows are what people say`),
        ["", ...both[key].map((_, i) => "as " + i)],
        both[key].map((row, i) => [String(i), ...row.map(number)]), (i, j) => i === j - 1));
  });

  add(root, "h2", `Test ${fraud ? "payments" : "texts"} that got another label`);
  const right = gates.turned.filter((t) => t.after === t.truth).length;
  const wrong = gates.turned.filter((t) => t.before === t.truth).length;
  add(root, "p", `${number(gates.turned.length)}: ${number(right)} are right now, ${number(wrong)} were right before`, "soft");
  table(panel(root, "By event id"), ["event", "task", "before", "after", "people say"],
    gates.turned.slice(0, 200).map((t) => [t.eventId, t.task, t.before, t.after, t.truth || "–"]),
    (i, j) => j === 3 && gates.turned[i].after === gates.turned[i].truth);
})();
