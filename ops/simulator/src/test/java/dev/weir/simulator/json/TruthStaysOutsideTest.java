package dev.weir.simulator.json;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.simulator.MixShares;
import dev.weir.simulator.SimulatedRecord;
import dev.weir.simulator.TrafficMix;
import dev.weir.simulator.truth.TextTruth;
import java.io.IOException;
import java.io.StringWriter;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.apache.avro.Schema.Field;
import org.junit.jupiter.api.Test;

/** What is true of an event must not be readable from the event itself. */
class TruthStaysOutsideTest {
  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
  private static final Set<String> TRUTH_WORDS =
      Set.of("wave-", "sentiment", "is_fraud", "scenario", "obfuscated", "\"ham\"", "\"abusive\"");

  @Test
  void event_asJson_holdsNoTruth() throws IOException {
    var mix = new TrafficMix(1, START, new MixShares(1, 1, 1, 0));
    for (int i = 0; i < 20_000; i++) {
      String json = json(mix.next(START));
      assertThat(TRUTH_WORDS).noneMatch(json::contains);
    }
  }

  @Test
  void ids_ofEveryClass_lookAlike() {
    Pattern author = Pattern.compile("u[0-9a-f]{12}");
    Pattern event = Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");
    var mix = new TrafficMix(2, START, MixShares.ofText());
    for (int i = 0; i < 20_000; i++) {
      SimulatedRecord record = mix.next(START);
      assertThat(field(record, "author_id")).matches(author);
      assertThat(field(record, "event_id")).matches(event);
    }
  }

  @Test
  void fields_ofFewValues_appearWithGoodAndBadTextAlike() {
    Map<String, boolean[]> seen = new HashMap<>();
    var mix = new TrafficMix(3, START, new MixShares(1, 1, 0, 0));
    for (int i = 0; i < 60_000; i++) {
      SimulatedRecord record = mix.next(START);
      TextTruth truth = (TextTruth) record.truth();
      for (String name : new String[] {"channel", "language_hint", "author_role"}) {
        String value = record.topic() + " " + name + "=" + field(record, name);
        boolean[] goodAndBad = seen.computeIfAbsent(value, v -> new boolean[2]);
        goodAndBad[truth.spam() || truth.abusive() ? 1 : 0] = true;
      }
    }
    assertThat(seen).hasSizeGreaterThan(10);
    assertThat(seen).allSatisfy((value, both) -> assertThat(both).containsOnly(true));
  }

  private static String field(SimulatedRecord record, String name) {
    Field field = record.event().getSchema().getField(name);
    return field == null ? "" : String.valueOf(record.event().get(field.pos()));
  }

  private static String json(SimulatedRecord record) throws IOException {
    var out = new StringWriter();
    try (var writer = new JsonLinesWriter(out)) {
      writer.write(record.event());
    }
    return out.toString();
  }
}
