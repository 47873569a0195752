package dev.weir.engine.feature;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Reads which special tokens a post-processor puts around a single text. */
final class SpecialTokens {
  private SpecialTokens() {}

  /**
   * The ids before and after a text.
   *
   * @return null if the post-processor does something else
   */
  static long @Nullable [][] around(JsonNode processor) {
    if (processor.isNull() || processor.isMissingNode()) {
      return new long[][] {{}, {}};
    }
    return switch (processor.path("type").asText()) {
      case "BertProcessing" ->
          new long[][] {
            {processor.path("cls").path(1).asLong()}, {processor.path("sep").path(1).asLong()}
          };
      case "TemplateProcessing" -> template(processor);
      default -> null;
    };
  }

  private static long @Nullable [][] template(JsonNode processor) {
    long[] before = new long[8];
    long[] after = new long[8];
    int beforeCount = 0;
    int afterCount = 0;
    boolean textSeen = false;
    for (JsonNode item : processor.path("single")) {
      if (item.has("Sequence")) {
        if (textSeen) {
          return null;
        }
        textSeen = true;
        continue;
      }
      String name = item.at("/SpecialToken/id").asText();
      JsonNode ids = processor.path("special_tokens").path(name).path("ids");
      if (ids.size() != 1 || beforeCount == before.length || afterCount == after.length) {
        return null;
      }
      if (textSeen) {
        after[afterCount++] = ids.get(0).asLong();
      } else {
        before[beforeCount++] = ids.get(0).asLong();
      }
    }
    if (!textSeen) {
      return null;
    }
    return new long[][] {Arrays.copyOf(before, beforeCount), Arrays.copyOf(after, afterCount)};
  }
}
