package dev.weir.retrain.feedback;

import dev.weir.schemas.LabelVote;
import dev.weir.schemas.LabelerKind;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * Finds labellers, and hours, whose mix of labels is far from that of the others of their kind and
 * also from what the live model said of the same events. Stateless.
 *
 * <p>Both, because either alone is common: people who are shown what was reported see more spam
 * than others, and a model that has grown old is contradicted by everybody. Who was compared with
 * others or with known truth and proved right is believed.
 */
final class MixShift {
  private MixShift() {}

  /** A voice on a question. */
  record Voice(Question question, LabelVote vote) {
    LabelerKind kind() {
      return vote.getLabeler().getKind();
    }

    Instant hour() {
      return vote.getLabelledAt().truncatedTo(ChronoUnit.HOURS);
    }
  }

  /** All voices but those of golden items. */
  static List<Voice> voices(List<Question> questions) {
    List<Voice> voices = new ArrayList<>();
    for (Question question : questions) {
      for (LabelVote vote : question.voices()) {
        if (vote.getLabeler().getKind() != LabelerKind.GOLDEN) {
          voices.add(new Voice(question, vote));
        }
      }
    }
    return voices;
  }

  /**
   * The groups with a shifted mix, each with the voices that are not believed.
   *
   * @param group that a voice belongs to; compared with the voices of the same kind outside of it
   * @param believed voices that are never held back, and by which no group is judged
   */
  static <K extends Comparable<K>> Map<K, List<Voice>> shifted(
      List<Voice> voices,
      Function<Voice, K> group,
      Predicate<Voice> believed,
      MixSettings settings) {
    Map<LabelerKind, LabelMix> ofKind = new TreeMap<>();
    Map<LabelerKind, Map<K, List<Voice>>> groups = new TreeMap<>();
    for (Voice voice : voices) {
      ofKind.computeIfAbsent(voice.kind(), unused -> new LabelMix()).add(voice.vote().getLabel());
      groups
          .computeIfAbsent(voice.kind(), unused -> new TreeMap<>())
          .computeIfAbsent(group.apply(voice), unused -> new ArrayList<>())
          .add(voice);
    }
    Map<K, List<Voice>> shifted = new TreeMap<>();
    groups.forEach(
        (kind, byGroup) ->
            byGroup.forEach(
                (key, members) -> {
                  LabelMix others = ofKind.getOrDefault(kind, new LabelMix()).without(mix(members));
                  List<Voice> judged =
                      members.stream().filter(voice -> !believed.test(voice)).toList();
                  if (isShifted(judged, others, settings)) {
                    shifted.computeIfAbsent(key, unused -> new ArrayList<>()).addAll(judged);
                  }
                }));
    return shifted;
  }

  private static boolean isShifted(List<Voice> group, LabelMix others, MixSettings settings) {
    LabelMix own = mix(group);
    LabelMix model = new LabelMix();
    LabelMix beside = new LabelMix();
    for (Voice voice : group) {
      ModelAnswer said = voice.question().model();
      if (said != null) {
        model.add(said.label());
        beside.add(voice.vote().getLabel());
      }
    }
    boolean far =
        own.all() >= settings.leastLabels()
            && others.all() >= settings.leastLabels()
            && own.isFarFrom(others, settings);
    return far && (model.all() < settings.leastLabels() || beside.isFarFrom(model, settings));
  }

  private static LabelMix mix(List<Voice> voices) {
    LabelMix mix = new LabelMix();
    voices.forEach(voice -> mix.add(voice.vote().getLabel()));
    return mix;
  }
}
