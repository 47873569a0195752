package dev.weir.retrain.learning;

import dev.weir.schemas.Labeler;
import dev.weir.schemas.LabelerKind;
import dev.weir.schemas.LabelledExample;
import dev.weir.schemas.ResolvedLabel;
import dev.weir.schemas.Task;
import dev.weir.simulator.text.CommentSource;
import dev.weir.simulator.text.TextShares;
import dev.weir.simulator.truth.TrueExamples;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.avro.specific.SpecificRecord;

/** Comments of the simulator, labelled by its truth. */
public final class SimulatedLabels {
  private static final Instant BEGIN = Instant.parse("2026-03-01T00:00:00Z");
  private static final Labeler MODERATOR = new Labeler("moderator-1", LabelerKind.MODERATOR);

  /** One in three texts is spam, one in three abusive. */
  private static final TextShares SHARES =
      new TextShares(0.12, 0.12, 0.12, 0.32, 0.32, 0, 0.4, 0.02, 0.08);

  private SimulatedLabels() {}

  /** So many labelled comments, a minute apart. */
  public static List<LabelledExample> of(int count, long seed) {
    CommentSource source = new CommentSource(seed, BEGIN, SHARES);
    return IntStream.range(0, count)
        .mapToObj(
            i ->
                TrueExamples.of(
                    source.next(BEGIN.plusSeconds(60L * i)), MODERATOR, Task.SPAM, Task.ABUSE))
        .toList();
  }

  /** Comments that nobody labelled. */
  public static List<SpecificRecord> unlabelled(int count, long seed) {
    CommentSource source = new CommentSource(seed, BEGIN, TextShares.ofComments());
    return IntStream.range(0, count)
        .<SpecificRecord>mapToObj(i -> source.next(BEGIN.plusSeconds(60L * i)).event())
        .toList();
  }

  /** The same examples with every label of spam turned. */
  public static List<LabelledExample> flipped(List<LabelledExample> examples) {
    return examples.stream()
        .map(
            example ->
                LabelledExample.newBuilder(example)
                    .setLabels(example.getLabels().stream().map(SimulatedLabels::flip).toList())
                    .build())
        .toList();
  }

  private static ResolvedLabel flip(ResolvedLabel label) {
    return label.getTask() == Task.SPAM
        ? TrueExamples.resolved(
            Task.SPAM,
            label.getLabel().equals("spam") ? "ham" : "spam",
            MODERATOR,
            label.getResolvedAt())
        : label;
  }
}
