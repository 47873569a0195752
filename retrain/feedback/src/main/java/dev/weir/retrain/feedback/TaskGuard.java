package dev.weir.retrain.feedback;

import dev.weir.engine.feature.TextNormalizer;
import dev.weir.retrain.feedback.GuardReport.Finding;
import dev.weir.retrain.feedback.MixShift.Voice;
import dev.weir.schemas.LabelVote;
import dev.weir.schemas.Labeler;
import dev.weir.schemas.ResolvedLabel;
import dev.weir.schemas.Task;
import dev.weir.scoring.feedback.Resolution;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** The guard of one task. Everything is computed by the constructor; immutable after it. */
final class TaskGuard {
  private final Task task;
  private final GuardSettings settings;
  private final List<Question> questions;
  private final TrustModel trust;
  private final Set<Labeler> heldBack = new HashSet<>();
  private final Set<Labeler> forATime = new HashSet<>();
  private final Map<String, Set<LabelVote>> silenced = new HashMap<>();
  private final List<Finding> findings = new ArrayList<>();
  private final Map<String, Long> dropped = new TreeMap<>();
  private final List<Answered> resolved;
  private final List<Answered> kept;

  TaskGuard(Task task, List<Question> questions, GuardSettings settings) {
    this.task = task;
    this.settings = settings;
    this.questions = questions.stream().sorted(Comparator.comparing(Question::eventId)).toList();
    TrustLearning learning = new TrustLearning(task, this.questions, settings.trust());
    TrustModel first = learning.learn();
    holdBackUntrusted(first);
    holdBackSpells(learning.compared());
    trust = silenced.isEmpty() ? first : new TrustLearning(task, heard(), settings.trust()).learn();
    holdBackShifted();
    resolved = resolve();
    List<Answered> rest = drop("erased", resolved, TaskGuard::present);
    rest = drop("duplicate", rest, TaskGuard::distinct);
    rest = dropAuthors(rest);
    rest = drop("labeler_quota", rest, all -> Quota.ofLabelers(all, settings));
    kept = drop("kind_quota", rest, all -> Quota.ofKinds(all, settings));
  }

  List<Answered> kept() {
    return kept;
  }

  private void holdBackUntrusted(TrustModel trust) {
    Map<Labeler, Long> opinions = new HashMap<>();
    MixShift.voices(questions)
        .forEach(voice -> opinions.merge(voice.vote().getLabeler(), 1L, Long::sum));
    sorted(trust.estimates().keySet())
        .forEach(
            labeler -> {
              TrustEstimate estimate = Objects.requireNonNull(trust.estimates().get(labeler));
              if (estimate.compared() >= settings.leastCompared()
                  && estimate.high() < settings.floor()) {
                heldBack.add(labeler);
                findings.add(
                    new Finding(
                        "labeler",
                        labeler.getId(),
                        "low_trust",
                        opinions.getOrDefault(labeler, 0L),
                        String.format(
                            Locale.ROOT,
                            "%s '%s' is right with %.2f [%.2f, %.2f] in task %s by %.0f compared"
                                + " labels; below %.2f it is set aside: look at its labels, or at"
                                + " who uses the account",
                            labeler.getKind(),
                            labeler.getId(),
                            estimate.mean(),
                            estimate.low(),
                            estimate.high(),
                            task,
                            estimate.compared(),
                            settings.floor())));
              }
            });
  }

  /** Those who were trusted, and for a time should not have been. */
  private void holdBackSpells(Map<Labeler, List<BadSpell.Compared>> compared) {
    Map<Labeler, BadSpell> spells = new HashMap<>();
    sorted(compared.keySet()).stream()
        .filter(labeler -> !heldBack.contains(labeler))
        .forEach(
            labeler -> {
              @Nullable BadSpell spell =
                  BadSpell.of(labeler, compared.getOrDefault(labeler, List.of()), settings);
              if (spell != null) {
                spells.put(labeler, spell);
              }
            });
    Map<Labeler, Long> opinions = new HashMap<>();
    for (Voice voice : MixShift.voices(questions)) {
      @Nullable BadSpell spell = spells.get(voice.vote().getLabeler());
      if (spell != null && spell.holds(voice.vote().getLabelledAt())) {
        silence(voice);
        opinions.merge(voice.vote().getLabeler(), 1L, Long::sum);
      }
    }
    sorted(spells.keySet())
        .forEach(
            labeler -> {
              BadSpell spell = Objects.requireNonNull(spells.get(labeler));
              forATime.add(labeler);
              findings.add(
                  new Finding(
                      "labeler",
                      labeler.getId(),
                      "sudden_change",
                      opinions.getOrDefault(labeler, 0L),
                      String.format(
                          Locale.ROOT,
                          "%s '%s' is right with %.2f [%.2f, %.2f] in task %s%s%s, and better at"
                              + " other times; what it said in between is left out: ask who used"
                              + " the account then",
                          labeler.getKind(),
                          labeler.getId(),
                          spell.trust().mean(),
                          spell.trust().low(),
                          spell.trust().high(),
                          task,
                          spell.after().equals(Instant.MIN) ? "" : " after " + spell.after(),
                          spell.before().equals(Instant.MAX) ? "" : " until " + spell.before())));
            });
  }

  private void holdBackShifted() {
    List<Voice> trusted = MixShift.voices(heard());
    MixShift.shifted(
            trusted, voice -> key(voice.vote().getLabeler()), this::believed, settings.mix())
        .forEach(
            (key, voices) -> {
              heldBack.add(voices.get(0).vote().getLabeler());
              findings.add(shift("labeler", voices.get(0).vote().getLabeler().getId(), voices));
            });
    List<Voice> rest =
        trusted.stream().filter(voice -> !heldBack.contains(voice.vote().getLabeler())).toList();
    Map<Instant, List<Voice>> hours =
        MixShift.shifted(rest, Voice::hour, this::believed, settings.mix());
    hours.forEach(
        (hour, voices) -> {
          voices.forEach(this::silence);
          findings.add(shift("hour", hour.toString(), voices));
        });
  }

  private Finding shift(String what, String id, List<Voice> voices) {
    LabelMix mix = new LabelMix();
    voices.forEach(voice -> mix.add(voice.vote().getLabel()));
    return new Finding(
        what,
        id,
        "mix_shift",
        voices.size(),
        what
            + " '"
            + id
            + "' gave "
            + new TreeMap<>(mix.counts())
            + " in task "
            + task
            + ", far from the others of its kind and from what the live model said of the same"
            + " events; let others label some of them, or golden items among them, to believe it");
  }

  private boolean believed(Voice voice) {
    @Nullable TrustEstimate estimate = trust.estimates().get(voice.vote().getLabeler());
    return estimate != null
        && estimate.compared() >= settings.leastCompared()
        && estimate.low() >= settings.believedFrom();
  }

  private List<Answered> resolve() {
    List<Answered> answered = new ArrayList<>();
    for (Question question : questions) {
      @Nullable ResolvedLabel label = resolve(question, heard(question));
      if (label == null) {
        dropped.merge("no_quorum", 1L, Long::sum);
      } else {
        answered.add(Answered.of(question, label, settings.seed()));
      }
    }
    return answered;
  }

  /** Resolved when its newest opinion came, so that the same labels give the same bytes. */
  private @Nullable ResolvedLabel resolve(Question question, List<LabelVote> votes) {
    Instant newest =
        question.voices().stream()
            .map(LabelVote::getLabelledAt)
            .max(Comparator.naturalOrder())
            .orElse(Instant.EPOCH);
    return Resolution.of(task, votes, trust, newest);
  }

  private List<Question> heard() {
    return questions.stream()
        .map(question -> new Question(question.example(), task, heard(question), question.model()))
        .toList();
  }

  private List<LabelVote> heard(Question question) {
    return question.voices().stream()
        .filter(vote -> !heldBack.contains(vote.getLabeler()))
        .filter(vote -> !isSilenced(question, vote))
        .toList();
  }

  private void silence(Voice voice) {
    silenced
        .computeIfAbsent(voice.question().eventId(), unused -> new HashSet<>())
        .add(voice.vote());
  }

  private boolean isSilenced(Question question, LabelVote vote) {
    return silenced.getOrDefault(question.eventId(), Set.of()).contains(vote);
  }

  private List<Answered> drop(
      String why, List<Answered> before, UnaryOperator<List<Answered>> rule) {
    List<Answered> after = rule.apply(before);
    if (after.size() < before.size()) {
      dropped.put(why, (long) before.size() - after.size());
    }
    return after;
  }

  private static List<Answered> present(List<Answered> all) {
    return all.stream().filter(one -> one.question().example().getEvent() != null).toList();
  }

  /** Of texts that are the same when normalised, one for each label: the first in the draw. */
  private static List<Answered> distinct(List<Answered> all) {
    Set<String> seen = new HashSet<>();
    return all.stream()
        .sorted(Answered.IN_DRAW_ORDER)
        .filter(
            one -> {
              @Nullable String text = one.question().text();
              return text == null
                  || seen.add(one.label().getLabel() + " " + TextNormalizer.normalize(text));
            })
        .toList();
  }

  private List<Answered> dropAuthors(List<Answered> before) {
    List<Answered> after = drop("author_quota", before, all -> Quota.ofAuthors(all, settings));
    Map<String, Long> cut = new TreeMap<>();
    Set<String> left = new HashSet<>();
    after.forEach(one -> left.add(one.eventId()));
    for (Answered one : before) {
      @Nullable String author = one.question().author();
      if (author != null && !left.contains(one.eventId())) {
        cut.merge(author, 1L, Long::sum);
      }
    }
    cut.forEach(
        (author, examples) ->
            findings.add(
                new Finding(
                    "author",
                    author,
                    "author_quota",
                    examples,
                    "%d examples of '%s' in task %s; one author or card may be %s of the training set"
                        .formatted(examples, author, task, settings.authorShare()))));
    return after;
  }

  GuardReport.TaskLine line() {
    Map<String, Long> labels = new TreeMap<>();
    Map<String, Long> before = new TreeMap<>();
    for (Answered one : kept) {
      labels.merge(one.label().getLabel(), 1L, Long::sum);
      for (ResolvedLabel came : one.question().example().getLabels()) {
        if (came.getTask() == task && !came.getLabel().equals(one.label().getLabel())) {
          before.merge(came.getLabel() + "→" + one.label().getLabel(), 1L, Long::sum);
        }
      }
    }
    Set<Labeler> named = new HashSet<>(heldBack);
    named.addAll(forATime);
    LabelerTally tally = new LabelerTally(trust, named);
    questions.forEach(question -> question.voices().forEach(tally::came));
    resolved.forEach(tally::resolved);
    kept.forEach(one -> tally.used(one, without -> resolve(one.question(), without)));
    return new GuardReport.TaskLine(
        task.name(),
        questions.size(),
        kept.size(),
        dropped,
        labels,
        before,
        trust.model(),
        tally.lines(),
        findings);
  }

  private static List<Labeler> sorted(Set<Labeler> labelers) {
    return labelers.stream().sorted(Comparator.comparing(TaskGuard::key)).toList();
  }

  private static String key(Labeler labeler) {
    return labeler.getId() + " " + labeler.getKind();
  }
}
