package dev.weir.retrain.feedback;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * Whose labels came, and what became of them. Immutable; records of text, numbers, lists and maps
 * only, so that any JSON writer can write it. Holds no text of users.
 *
 * @param tasks that somebody gave labels of
 */
public record GuardReport(List<TaskLine> tasks) {
  public GuardReport {
    tasks = List.copyOf(tasks);
  }

  /**
   * One task.
   *
   * @param task as the schema names it
   * @param came events with an opinion
   * @param kept examples in the training set
   * @param dropped events that are not in it, by why: {@code erased}, {@code no_quorum}, {@code
   *     duplicate}, {@code author_quota}, {@code labeler_quota}, {@code kind_quota}
   * @param labels of the training set
   * @param before the label that the incoming record carried, against the one that holds now:
   *     {@code "spam→ham"}
   * @param modelTrust how far the live model's confident answers proved right, at most the ceiling
   * @param labelers everybody, by id
   * @param findings who or what was held back, and why
   */
  public record TaskLine(
      String task,
      long came,
      long kept,
      Map<String, Long> dropped,
      Map<String, Long> labels,
      Map<String, Long> before,
      double modelTrust,
      List<LabelerLine> labelers,
      List<Finding> findings) {
    public TaskLine {
      dropped = inOrder(dropped);
      labels = inOrder(labels);
      before = inOrder(before);
      labelers = List.copyOf(labelers);
      findings = List.copyOf(findings);
    }
  }

  /**
   * One labeller in one task.
   *
   * @param came events that it gave an opinion on
   * @param agreed with the label that holds
   * @param overruled by it
   * @param open events on which no label holds
   * @param used examples of the training set whose label it stands behind
   * @param weight of the training set that is its: an example with three behind it is a third each
   * @param decided examples of the training set that would have another label, or none, without it
   * @param moved its examples of the training set where the live model says something else, by
   *     {@code "model→label"}
   * @param trust learned, and its 95 % interval
   * @param compared labels that were compared with known truth or other people
   * @param heldBack whether all or some of its labels were
   */
  public record LabelerLine(
      String id,
      String kind,
      long came,
      long agreed,
      long overruled,
      long open,
      long used,
      double weight,
      long decided,
      Map<String, Long> moved,
      double trust,
      double trustLow,
      double trustHigh,
      double compared,
      boolean heldBack) {
    public LabelerLine {
      moved = inOrder(moved);
    }
  }

  /**
   * Something that was held back.
   *
   * @param what {@code labeler}, {@code hour} or {@code author}
   * @param id of the labeller or author, or when the hour began
   * @param reason {@code low_trust}, {@code sudden_change}, {@code mix_shift} or {@code
   *     author_quota}
   * @param opinions or examples that were held back
   * @param says a sentence for people
   */
  public record Finding(String what, String id, String reason, long opinions, String says) {}

  /** By name, so that the same report is the same JSON. */
  private static Map<String, Long> inOrder(Map<String, Long> counts) {
    return Collections.unmodifiableMap(new TreeMap<>(counts));
  }

  /** Ids of the labellers that were held back in any task, in order. */
  public List<String> heldBack() {
    return tasks.stream()
        .flatMap(task -> task.findings().stream())
        .filter(finding -> finding.what().equals("labeler"))
        .map(Finding::id)
        .distinct()
        .sorted()
        .toList();
  }

  /** For people: a paragraph for each task. */
  public List<String> lines() {
    List<String> lines = new ArrayList<>();
    for (TaskLine task : tasks) {
      lines.add(
          "%s: %d of %d labelled events kept %s, dropped %s"
              .formatted(task.task(), task.kept(), task.came(), task.labels(), task.dropped()));
      task.findings().forEach(finding -> lines.add("  held back: " + finding.says()));
      for (LabelerLine line : task.labelers()) {
        lines.add(
            String.format(
                Locale.ROOT,
                "  %s (%s): %d came, %d agreed, %d overruled, %d used, %d decided, moved %s,"
                    + " trust %.2f [%.2f, %.2f] of %.0f compared",
                line.id(),
                line.kind(),
                line.came(),
                line.agreed(),
                line.overruled(),
                line.used(),
                line.decided(),
                line.moved(),
                line.trust(),
                line.trustLow(),
                line.trustHigh(),
                line.compared()));
      }
    }
    return lines;
  }
}
