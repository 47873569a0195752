package dev.weir.formats;

import dev.weir.schemas.Action;
import dev.weir.schemas.BinaryScore;
import dev.weir.schemas.CardTransaction;
import dev.weir.schemas.CommentPosted;
import dev.weir.schemas.Decision;
import dev.weir.schemas.EntryMode;
import dev.weir.schemas.FraudReason;
import dev.weir.schemas.FraudVerdict;
import dev.weir.schemas.GeoPoint;
import dev.weir.schemas.ModelRef;
import dev.weir.schemas.Reason;
import dev.weir.schemas.Sentiment;
import dev.weir.schemas.SentimentScores;
import dev.weir.schemas.Source;
import dev.weir.schemas.TextVerdict;
import dev.weir.serde.topic.WeirTopic;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;

/** Records with every sort of field: nested, optional, money, time, text beyond Latin, maps. */
final class Samples {
  private static final Instant NOON = Instant.parse("2026-03-01T12:00:00.123Z");
  private static final ModelRef MODEL = new ModelRef("weir-sample", "0.1.0", "ab12");

  private Samples() {}

  static Map<WeirTopic, List<SpecificRecord>> all() {
    return Map.of(
        WeirTopic.COMMENTS, List.of(comment("Läuft! 很好 👍🏽", null), comment("", NOON)),
        WeirTopic.TRANSACTIONS, List.of(transaction()),
        WeirTopic.TEXT_VERDICTS, List.of(textVerdict()),
        WeirTopic.FRAUD_VERDICTS, List.of(fraudVerdict()));
  }

  private static CommentPosted comment(String text, Instant authorSince) {
    return CommentPosted.newBuilder()
        .setEventId("c-1")
        .setOccurredAt(NOON)
        .setSubjectId("kettle")
        .setAuthorId("a-1")
        .setText(text)
        .setRating(4.5f)
        .setAuthorSince(authorSince)
        .build();
  }

  private static CardTransaction transaction() {
    return CardTransaction.newBuilder()
        .setEventId("t-1")
        .setOccurredAt(NOON)
        .setCardId("card-1")
        .setTerminalId("terminal-1")
        .setAmount(new BigDecimal("-12345678901234.5600"))
        .setCurrency("EUR")
        .setEntryMode(EntryMode.CONTACTLESS)
        .setLocation(new GeoPoint(52.52, 13.405))
        .build();
  }

  private static TextVerdict textVerdict() {
    return TextVerdict.newBuilder()
        .setVerdictId("v-1")
        .setEventId("c-1")
        .setOccurredAt(NOON)
        .setSource(new Source("weir.comments", 3, 42L, NOON))
        .setAuthorId("a-1")
        .setSubjectId("kettle")
        .setSentiment(new Sentiment("positive", new SentimentScores(0.1f, 0.2f, 0.7f)))
        .setSpam(new BinaryScore("ham", 0.02f))
        .setAction(Action.REVIEW)
        .setReasons(List.of(new Reason("abuse.score", "default", null, "close to the limit")))
        .setModel(MODEL)
        .setPolicyVersion("default@1")
        .setScoredAt(NOON.plusMillis(7))
        .build();
  }

  private static FraudVerdict fraudVerdict() {
    Map<String, Float> features = new HashMap<>();
    features.put("amount", 12.5f);
    features.put("terminal_risk_7d", null);
    return FraudVerdict.newBuilder()
        .setVerdictId("v-2")
        .setEventId("t-1")
        .setOccurredAt(NOON)
        .setSource(new Source("weir.transactions", 0, Long.MAX_VALUE, NOON))
        .setCardId("card-1")
        .setRisk(0.93f)
        .setDecision(Decision.DECLINE)
        .setReasons(
            List.of(new FraudReason("feature.contribution", null, null, "amount", 1.7f, null)))
        .setFeatures(features)
        .setModel(MODEL)
        .setPolicyVersion("default@1")
        .setScoredAt(NOON)
        .build();
  }
}
