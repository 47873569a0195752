package dev.weir.schemas.evolution;

import dev.weir.schemas.DriftReport;
import dev.weir.schemas.FraudAlert;
import dev.weir.schemas.FraudVerdict;
import dev.weir.schemas.LabelledExample;
import dev.weir.schemas.Rollup;
import dev.weir.schemas.TextVerdict;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.avro.Schema;

/**
 * What the next version of a record's schema owes to all its earlier versions.
 *
 * <p>The names are those of the registry's compatibility levels.
 */
public enum EvolutionRule {
  /**
   * A reader with the new schema understands every record ever written. For records that Weir reads
   * and others write: Weir is upgraded first, its producers follow when they like.
   */
  BACKWARD_TRANSITIVE,

  /**
   * As {@link #BACKWARD_TRANSITIVE}, and a reader with any earlier schema understands new records.
   * For records that Weir writes and others read: Weir is upgraded without asking its consumers.
   */
  FULL_TRANSITIVE;

  private static final Set<String> WRITTEN_BY_WEIR =
      Stream.of(
              TextVerdict.getClassSchema(),
              FraudVerdict.getClassSchema(),
              FraudAlert.getClassSchema(),
              LabelledExample.getClassSchema(),
              Rollup.getClassSchema(),
              DriftReport.getClassSchema())
          .map(Schema::getFullName)
          .collect(Collectors.toUnmodifiableSet());

  /** The rule for the values of a topic, by the record that they are. */
  public static EvolutionRule of(Schema record) {
    return WRITTEN_BY_WEIR.contains(record.getFullName()) ? FULL_TRANSITIVE : BACKWARD_TRANSITIVE;
  }
}
