package dev.weir.retrain.feedback;

import dev.weir.engine.ScoreOutcome;
import dev.weir.engine.ScorerOptions;
import dev.weir.engine.TextScorer;
import dev.weir.engine.pack.ModelPackage;
import dev.weir.schemas.Action;
import dev.weir.schemas.BinaryScore;
import dev.weir.schemas.CommentPosted;
import dev.weir.schemas.LabelVote;
import dev.weir.schemas.Labeler;
import dev.weir.schemas.LabelerKind;
import dev.weir.schemas.LabelledExample;
import dev.weir.schemas.ModelRef;
import dev.weir.schemas.ResolvedLabel;
import dev.weir.schemas.Source;
import dev.weir.schemas.Task;
import dev.weir.schemas.TextVerdict;
import dev.weir.scoring.feedback.Resolution;
import dev.weir.scoring.feedback.Trust;
import dev.weir.simulator.text.CommentSource;
import dev.weir.simulator.text.TextShares;
import dev.weir.simulator.truth.Labelled;
import dev.weir.simulator.truth.TextTruth;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;

/** Simulated comments of known truth, the live model's verdicts, and ten moderators. */
final class PoisonWorld {
  static final Instant DAY = Instant.parse("2026-03-02T00:00:00Z");
  static final List<String> FLIPPERS = List.of("mod-7", "mod-8", "mod-9");

  private static final int MODERATORS = 10;
  private static final double HONEST_ERRORS = 0.03;
  private static final TextShares SHARES =
      new TextShares(0.25, 0.2, 0.2, 0.05, 0.3, 0, 0.4, 0.02, 0);

  /** What moderators do. */
  enum Attack {
    /** Nothing. */
    NONE,
    /** Three flip whatever they label. */
    SCATTERED,
    /** The three flip the same events, all of them with at least one honest opinion beside. */
    COLLUDING,
    /** The three were honest until an evening on which they flip all at once. */
    BURST
  }

  final List<Labelled<CommentPosted, TextTruth>> comments = new ArrayList<>();
  private final Map<String, Float> spam = new HashMap<>();

  PoisonWorld(ModelPackage live, long seed, int size) {
    CommentSource source = new CommentSource(seed, DAY, SHARES);
    for (int i = 0; i < size; i++) {
      comments.add(source.next(DAY.plusSeconds(60L * i)));
    }
    List<String> texts = comments.stream().map(comment -> comment.event().getText()).toList();
    float[] scores = scores(live, texts);
    for (int i = 0; i < size; i++) {
      spam.put(comments.get(i).event().getEventId(), scores[i]);
    }
  }

  /** Probability of spam. */
  static float[] scores(ModelPackage pack, List<String> texts) {
    try (TextScorer scorer = TextScorer.open(pack.dir(), ScorerOptions.defaults())) {
      int task = scorer.tasks().stream().map(spec -> spec.name()).toList().indexOf("spam");
      List<ScoreOutcome> outcomes = scorer.score(texts);
      float[] scores = new float[texts.size()];
      for (int i = 0; i < scores.length; i++) {
        scores[i] = ((ScoreOutcome.Scored) outcomes.get(i)).probabilities()[task][1];
      }
      return scores;
    }
  }

  /**
   * What the feedback join made of their labels.
   *
   * @param golden share of the events whose truth is known
   */
  List<LabelledExample> labelled(Attack attack, double golden) {
    Random random = new Random(5);
    List<LabelledExample> examples = new ArrayList<>();
    for (int i = 0; i < comments.size(); i++) {
      Labelled<CommentPosted, TextTruth> comment = comments.get(i);
      Instant at = DAY.plusSeconds(30L * i);
      boolean evening = i >= comments.size() * 2 / 3;
      Set<Integer> moderators = new HashSet<>();
      double draw = random.nextDouble();
      int opinions = draw < 0.05 ? 3 : draw < 0.3 ? 2 : 1;
      if (attack == Attack.COLLUDING && random.nextDouble() < 0.19) {
        moderators.addAll(List.of(7, 8, 9));
        opinions = 4;
      }
      int most = attack == Attack.COLLUDING ? MODERATORS - FLIPPERS.size() : MODERATORS;
      while (moderators.size() < opinions) {
        moderators.add(random.nextInt(most));
      }
      List<LabelVote> votes = new ArrayList<>();
      for (int moderator : moderators) {
        boolean flips =
            moderator >= MODERATORS - FLIPPERS.size()
                && attack != Attack.NONE
                && (attack != Attack.BURST || evening);
        boolean wrong = flips || random.nextDouble() < HONEST_ERRORS;
        votes.add(
            vote("mod-" + moderator, LabelerKind.MODERATOR, comment.truth().spam() != wrong, at));
      }
      if (random.nextDouble() < golden) {
        votes.add(vote("golden-set", LabelerKind.GOLDEN, comment.truth().spam(), at));
      }
      examples.add(example(comment.event(), votes));
    }
    return examples;
  }

  private LabelledExample example(CommentPosted event, List<LabelVote> votes) {
    ResolvedLabel label = Resolution.of(Task.SPAM, votes, Trust.byKind(), DAY);
    return LabelledExample.newBuilder()
        .setEventId(event.getEventId())
        .setOccurredAt(event.getOccurredAt())
        .setEvent(event)
        .setVerdict(verdict(event, spam.getOrDefault(event.getEventId(), 0f)))
        .setLabels(label == null ? List.of() : List.of(label))
        .build();
  }

  static TextVerdict verdict(CommentPosted event, float spam) {
    return TextVerdict.newBuilder()
        .setVerdictId("v-" + event.getEventId())
        .setEventId(event.getEventId())
        .setOccurredAt(event.getOccurredAt())
        .setSource(new Source("comments", 0, 0L, event.getOccurredAt()))
        .setAuthorId(event.getAuthorId())
        .setSpam(new BinaryScore(spam >= 0.5 ? "spam" : "ham", spam))
        .setAction(Action.ALLOW)
        .setModel(new ModelRef("weir-text", "1.0.0", ""))
        .setPolicyVersion("default@1")
        .setScoredAt(event.getOccurredAt())
        .build();
  }

  static LabelVote vote(String id, LabelerKind kind, boolean spam, Instant at) {
    return new LabelVote(spam ? "spam" : "ham", new Labeler(id, kind), at);
  }
}
