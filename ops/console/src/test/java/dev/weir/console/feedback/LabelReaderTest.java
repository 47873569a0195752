package dev.weir.console.feedback;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.console.feedback.LabelItem.Sound;
import dev.weir.console.feedback.LabelItem.Unsound;
import dev.weir.console.feedback.LabelReader.TooManyException;
import dev.weir.console.feedback.LabelReader.UnreadableException;
import dev.weir.schemas.Feedback;
import dev.weir.schemas.LabelerKind;
import dev.weir.schemas.Task;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LabelReaderTest {

  private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
  private static final String LABEL =
      "{\"event_id\":\"c-1\",\"task\":\"spam\",\"label\":\"ham\",\"labeler\":{\"id\":\"mo\"}}";

  @Test
  void label_asAnObject_isRead() throws Exception {
    Feedback feedback =
        sound(
            """
            {"labelled_at": 1772000000000, "comment": null, "task": "Abuse", "label": "clean",
             "event_id": "c-1", "labeler": {"kind": "user-report", "id": "ula"}}
            """);

    assertThat(feedback.getEventId()).isEqualTo("c-1");
    assertThat(feedback.getTask()).isEqualTo(Task.ABUSE);
    assertThat(feedback.getLabeler().getId()).isEqualTo("ula");
    assertThat(feedback.getLabeler().getKind()).isEqualTo(LabelerKind.USER_REPORT);
    assertThat(feedback.getLabelledAt()).isEqualTo(Instant.ofEpochMilli(1772000000000L));
    assertThat(feedback.getComment()).isNull();
  }

  @Test
  void label_thatSaysLittle_hasTheDefaultsOfTheCommand() throws Exception {
    assertThat(sound(LABEL).getLabeler().getKind()).isEqualTo(LabelerKind.MODERATOR);
    assertThat(sound(LABEL).getLabelledAt()).isEqualTo(NOW);
  }

  @Test
  void list_withOneThatDoesNotFit_hasTheOthers() throws Exception {
    List<LabelItem> items =
        read("[" + LABEL + ", 7, [[1,2],3], {\"event_id\": \"c-2\"}, " + LABEL + "]");

    assertThat(items).hasSize(5);
    assertThat(items.get(0)).isInstanceOf(Sound.class);
    assertThat(((Unsound) items.get(1)).problem()).startsWith("expected an object with event_id");
    assertThat(items.get(2)).isInstanceOf(Unsound.class);
    assertThat(items.get(3)).isEqualTo(new Unsound("c-2", "task is missing"));
    assertThat(items.get(4)).isInstanceOf(Sound.class);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "'comment':5 | comment: expected a string",
        "'comment':{'a':['b']} | comment: expected a string",
        "'comment':true | comment: expected a string",
        "'labelled_at':1.5 | labelled_at: expected a string or a whole number",
        "'labelled_at':'soon' | labelled_at: expected a time",
        "'labelled_at':99999999999999999999 | labelled_at: expected a time",
        "'coment':'x' | 'coment' is no field of a label; did you mean 'comment'?",
        "'labeler_kind':'golden' | 'labeler_kind' is no field of a label",
      })
  void field_thatDoesNotFit_isNamed(String field, String problem) throws Exception {
    String json = LABEL.substring(0, LABEL.length() - 1) + "," + field.replace('\'', '"') + "}";

    assertThat(((Unsound) read(json).get(0)).problem()).startsWith(problem);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "'mo' | labeler: expected an object with id and kind",
        "{'id':7} | labeler_id: expected a string",
        "{'id':{'id':'mo'}} | labeler_id: expected a string",
        "{'labeler':{'id':'mo'}} | 'labeler' is no field of a label",
        "{'id':'mo','kind':'boss'} | labeler_kind: expected one of moderator",
        "{} | labeler_id is missing",
        "null | labeler_id is missing",
      })
  void labeler_thatDoesNotFit_isNamed(String labeler, String problem) throws Exception {
    String json = LABEL.replace("{\"id\":\"mo\"}", labeler.replace('\'', '"'));

    assertThat(((Unsound) read(json).get(0)).problem()).startsWith(problem);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "null",
        "7",
        "\"label\"",
        "[]",
        "{",
        "[{}",
        "{} {}",
        "[{}],",
        "{\"a\":1,\"a\":1}",
        "{'a':1}",
        "\u0000",
        "[[[[[[[[[[[[[[[[[[[[",
      })
  void body_thatHoldsNoLabels_isRefused(String body) {
    assertThatThrownBy(() -> read(body))
        .isInstanceOf(UnreadableException.class)
        .hasMessageStartingWith("body: ");
  }

  @Test
  void body_thatIsNotUtf8_isRefused() {
    byte[] bytes = {'[', '"', (byte) 0xc3, (byte) 0x28, '"', ']'};

    assertThatThrownBy(() -> LabelReader.read(bytes, NOW)).isInstanceOf(UnreadableException.class);
  }

  @Test
  void list_longerThanARequestMayBe_isRefused() throws Exception {
    String most = (LABEL + ",").repeat(LabelReader.MOST_LABELS - 1) + LABEL;

    assertThat(read("[" + most + "]")).hasSize(LabelReader.MOST_LABELS);
    assertThatThrownBy(() -> read("[" + most + "," + LABEL + "]"))
        .isInstanceOf(TooManyException.class);
  }

  @Test
  void words_ofAnyLength_areQuotedInPart() throws Exception {
    String json = LABEL.replace("c-1", "x".repeat(100_000)).replace("spam", "y".repeat(100_000));
    Unsound item = (Unsound) read(json).get(0);

    assertThat(item.problem().length() + item.eventId().length()).isLessThan(400);
  }

  private static Feedback sound(String json) throws Exception {
    return ((Sound) read(json).get(0)).feedback();
  }

  private static List<LabelItem> read(String json) throws Exception {
    return LabelReader.read(json.getBytes(StandardCharsets.UTF_8), NOW);
  }
}
