package dev.weir.retrain.learning;

import dev.weir.schemas.CommentPosted;
import dev.weir.schemas.LabelVote;
import dev.weir.schemas.Labeler;
import dev.weir.schemas.LabelerKind;
import dev.weir.schemas.LabelledExample;
import dev.weir.schemas.ResolvedLabel;
import dev.weir.schemas.Task;
import dev.weir.simulator.text.CommentSource;
import dev.weir.simulator.text.TextShares;
import dev.weir.simulator.truth.Labelled;
import dev.weir.simulator.truth.TextTruth;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.avro.specific.SpecificRecord;

/** Comments of the simulator, labelled by its truth. */
public final class SimulatedLabels {
  public static final Instant BEGIN = Instant.parse("2026-03-01T00:00:00Z");

  private static final Labeler MODERATOR = new Labeler("moderator-1", LabelerKind.MODERATOR);

  private SimulatedLabels() {}

  /** One in three texts is spam, one in three abusive. */
  private static TextShares shares() {
    return new TextShares(0.12, 0.12, 0.12, 0.32, 0.32, 0, 0.4, 0.02, 0.08);
  }

  /** So many labelled comments, a minute apart. */
  public static List<LabelledExample> of(int count, long seed) {
    CommentSource source = new CommentSource(seed, BEGIN, shares());
    List<LabelledExample> examples = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      Labelled<CommentPosted, TextTruth> next = source.next(BEGIN.plusSeconds(60L * i));
      Map<Task, String> labels = new TreeMap<>();
      labels.put(Task.SPAM, next.truth().spam() ? "spam" : "ham");
      labels.put(Task.ABUSE, next.truth().abusive() ? "abusive" : "clean");
      examples.add(example(next.event(), labels));
    }
    return examples;
  }

  /** Comments that nobody labelled. */
  public static List<SpecificRecord> unlabelled(int count, long seed) {
    CommentSource source = new CommentSource(seed, BEGIN, TextShares.ofComments());
    return IntStream.range(0, count)
        .<SpecificRecord>mapToObj(i -> source.next(BEGIN.plusSeconds(60L * i)).event())
        .toList();
  }

  /** The same examples with every label of a task turned. */
  public static List<LabelledExample> flipped(List<LabelledExample> examples, Task task) {
    return examples.stream()
        .map(
            example ->
                LabelledExample.newBuilder(example)
                    .setLabels(
                        example.getLabels().stream()
                            .map(label -> label.getTask() == task ? flip(label) : label)
                            .toList())
                    .build())
        .toList();
  }

  private static ResolvedLabel flip(ResolvedLabel label) {
    List<String> both =
        label.getTask() == Task.SPAM ? List.of("spam", "ham") : List.of("abusive", "clean");
    String other = both.get(1 - both.indexOf(label.getLabel()));
    return resolved(label.getTask(), other, label.getResolvedAt());
  }

  private static LabelledExample example(CommentPosted event, Map<Task, String> labels) {
    return LabelledExample.newBuilder()
        .setEventId(event.getEventId())
        .setOccurredAt(event.getOccurredAt())
        .setEvent(event)
        .setVerdict(null)
        .setLabels(
            labels.entrySet().stream()
                .flatMap(
                    label ->
                        Stream.of(
                            resolved(label.getKey(), label.getValue(), event.getOccurredAt())))
                .toList())
        .build();
  }

  private static ResolvedLabel resolved(Task task, String label, Instant at) {
    return ResolvedLabel.newBuilder()
        .setTask(task)
        .setLabel(label)
        .setConfidence(1)
        .setVotes(List.of(new LabelVote(label, MODERATOR, at)))
        .setResolvedAt(at)
        .build();
  }
}
