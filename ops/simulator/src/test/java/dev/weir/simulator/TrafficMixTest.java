package dev.weir.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.weir.schemas.CardTransaction;
import dev.weir.schemas.ChatMessageSent;
import dev.weir.schemas.CommentPosted;
import dev.weir.simulator.SimulatedRecord.Broken;
import dev.weir.simulator.broken.Damage;
import dev.weir.simulator.truth.BrokenTruth;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.avro.io.BinaryDecoder;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificDatumReader;
import org.apache.avro.specific.SpecificDatumWriter;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.api.Test;

class TrafficMixTest {
  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

  private static List<SimulatedRecord> records(long seed, MixShares shares, int count) {
    var mix = new TrafficMix(seed, START, shares);
    List<SimulatedRecord> records = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      records.add(mix.next(START.plusMillis(i)));
    }
    return records;
  }

  @Test
  void mix_sameSeed_givesTheSameRecords() {
    assertThat(records(3, MixShares.ofEverything(), 5_000))
        .isEqualTo(records(3, MixShares.ofEverything(), 5_000));
  }

  @Test
  void mix_shares_areThoseAskedFor() {
    Map<String, Integer> counts = new HashMap<>();
    List<SimulatedRecord> records = records(4, MixShares.ofEverything(), 50_000);
    records.forEach(each -> counts.merge(each.topic(), 1, Integer::sum));
    assertThat(counts.get("comments") / 50_000.0).isCloseTo(0.3, within(0.01));
    assertThat(counts.get("chat-messages") / 50_000.0).isCloseTo(0.2, within(0.01));
    assertThat(counts.get("transactions") / 50_000.0).isCloseTo(0.5, within(0.01));
    assertThat(records.stream().filter(Broken.class::isInstance).count()).isBetween(25L, 80L);
  }

  @Test
  void mix_text_hasNoTransactions() {
    assertThat(records(5, MixShares.ofText(), 2_000))
        .noneMatch(each -> each.event() instanceof CardTransaction);
  }

  @Test
  void record_key_isTheOneOfItsTopic() {
    for (SimulatedRecord each : records(6, new MixShares(1, 1, 1, 0), 1_000)) {
      String expected =
          each.event() instanceof CommentPosted comment
              ? comment.getSubjectId()
              : each.event() instanceof ChatMessageSent message
                  ? message.getRoomId()
                  : ((CardTransaction) each.event()).getCardId();
      assertThat(each.key()).isEqualTo(expected);
    }
  }

  @Test
  void broken_value_isNeverReadable() throws IOException {
    Set<Damage> seen = EnumSet.noneOf(Damage.class);
    for (SimulatedRecord each : records(7, new MixShares(1, 1, 1, 1), 2_000)) {
      Broken broken = (Broken) each;
      seen.add(broken.damage());
      byte[] encoded = encode(broken.event());
      assertThat(isReadable(broken.event(), encoded)).isTrue();
      assertThat(isReadable(broken.event(), broken.value(encoded))).as("%s", broken).isFalse();
      assertThat(broken.value(encoded)).isEqualTo(broken.value(encoded));
    }
    assertThat(seen).containsExactlyInAnyOrder(Damage.values());
  }

  @Test
  void broken_key_isUniqueAndNamedByTheTruth() {
    List<SimulatedRecord> records = records(8, new MixShares(1, 1, 0, 1), 3_000);
    assertThat(records)
        .allSatisfy(
            each -> {
              assertThat(each.truth()).isInstanceOf(BrokenTruth.class);
              assertThat(each.truth().eventId()).isEqualTo(each.key());
            });
    assertThat(records.stream().map(SimulatedRecord::key).distinct()).hasSize(3_000);
  }

  @Test
  void shares_allZero_areRefused() {
    assertThatThrownBy(() -> new MixShares(0, 0, 0, 0)).hasMessageContaining("one must be above");
    assertThatThrownBy(() -> new MixShares(1, -1, 0, 0)).hasMessageContaining("-1.0");
    assertThatThrownBy(() -> new MixShares(1, 0, 0, 2)).hasMessageContaining("2.0");
  }

  /** Confluent wire format with schema id 1. */
  private static byte[] encode(SpecificRecord event) throws IOException {
    var out = new ByteArrayOutputStream();
    out.write(new byte[] {0, 0, 0, 0, 1});
    var encoder = EncoderFactory.get().directBinaryEncoder(out, null);
    new SpecificDatumWriter<>(event.getSchema()).write(event, encoder);
    return out.toByteArray();
  }

  private static boolean isReadable(SpecificRecord event, byte[] value) {
    if (value == null
        || value.length < 5
        || !List.of((byte) 0, (byte) 0, (byte) 0, (byte) 0, (byte) 1)
            .equals(List.of(value[0], value[1], value[2], value[3], value[4]))) {
      return false;
    }
    try {
      BinaryDecoder decoder = DecoderFactory.get().binaryDecoder(value, 5, value.length - 5, null);
      new SpecificDatumReader<SpecificRecord>(event.getSchema()).read(null, decoder);
      return decoder.isEnd();
    } catch (IOException | RuntimeException e) {
      return false;
    }
  }
}
