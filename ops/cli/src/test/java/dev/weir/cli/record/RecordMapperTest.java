package dev.weir.cli.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.cli.UsageFailure;
import dev.weir.schemas.CardTransaction;
import dev.weir.schemas.CommentPosted;
import dev.weir.schemas.EntryMode;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecordMapperTest {

  private static final Instant NOW = Instant.parse("2026-01-31T12:00:00Z");
  private static final ColumnMapping PLAIN = new ColumnMapping(Map.of(), Map.of(), Set.of());

  @TempDir Path folder;

  private final List<String> rejections = new ArrayList<>();

  @Test
  void csv_withFieldNamesAsColumns_becomesRecords() throws Exception {
    List<SpecificRecord> records =
        comments(
            PLAIN,
            """
            event_id,occurred_at,subject_id,author_id,text,rating
            e1,2026-01-02T03:04:05+01:00,s1,a1,"Good, ""really"" good",4.5
            e2,1767319445000,s1,a2,叫好,
            """);
    CommentPosted first = (CommentPosted) records.get(0);
    assertThat(first.getEventId()).isEqualTo("e1");
    assertThat(first.getOccurredAt()).isEqualTo(Instant.parse("2026-01-02T02:04:05Z"));
    assertThat(first.getText()).isEqualTo("Good, \"really\" good");
    assertThat(first.getRating()).isEqualTo(4.5f);
    CommentPosted second = (CommentPosted) records.get(1);
    assertThat(second.getOccurredAt()).isEqualTo(Instant.ofEpochMilli(1767319445000L));
    assertThat(second.getText()).isEqualTo("叫好");
    assertThat(second.getRating()).isNull();
    assertThat(rejections).isEmpty();
  }

  @Test
  void csv_withOtherNames_isMappedSetAndSkipped() throws Exception {
    ColumnMapping mapping =
        new ColumnMapping(
            Map.of("text", "body", "author_id", "user"),
            Map.of("subject_id", "p-1"),
            Set.of("label"));
    List<SpecificRecord> records = comments(mapping, "user,body,label\nann,fine,1\n");
    CommentPosted comment = (CommentPosted) records.get(0);
    assertThat(comment.getAuthorId()).isEqualTo("ann");
    assertThat(comment.getText()).isEqualTo("fine");
    assertThat(comment.getSubjectId()).isEqualTo("p-1");
    assertThat(comment.getOccurredAt()).isEqualTo(NOW);
  }

  @Test
  void rowsWithoutEventId_sentTwice_getTheSameDistinctIds() throws Exception {
    String csv = "subject_id,author_id,text\ns,a,one\ns,a,one\n";
    List<String> first = comments(PLAIN, csv).stream().map(RecordMapperTest::id).toList();
    List<String> again = comments(PLAIN, csv).stream().map(RecordMapperTest::id).toList();
    assertThat(first).isEqualTo(again).doesNotHaveDuplicates().hasSize(2);
  }

  @Test
  void brokenRows_areReportedWithTheirLineAndTheRestGoesOn() throws Exception {
    List<SpecificRecord> records =
        comments(
            PLAIN,
            """
            event_id,occurred_at,subject_id,author_id,text
            e1,2026-01-01T00:00:00Z,s,a,"two
            lines"
            e2,yesterday,s,a,t
            e3,2026-01-01T00:00:00Z,s,a
            e4,2026-01-01T00:00:00Z,,a,t
            e5,2026-01-01T00:00:00Z,s,a,t
            """);
    assertThat(records).extracting(RecordMapperTest::id).containsExactly("e1", "e5");
    assertThat(rejections)
        .containsExactly(
            "line 4: field 'occurred_at': expected a time as 2026-01-31T12:00:00Z or milliseconds since 1970, found 'yesterday'",
            "line 5: expected 5 cells as in the header, found 4",
            "line 6: field 'subject_id' is missing");
  }

  @Test
  void unknownColumn_isRefusedWithTheKnownFields() {
    assertThatThrownBy(() -> comments(PLAIN, "subject_id,author_id,text,stars\ns,a,t,1\n"))
        .isInstanceOf(UsageFailure.class)
        .hasMessageContaining("column 'stars' is no field of comments")
        .hasMessageContaining("rating")
        .hasMessageContaining("--skip stars");
  }

  @Test
  void missingColumn_isRefusedWithWhatToDo() {
    assertThatThrownBy(() -> comments(PLAIN, "text\nt\n"))
        .isInstanceOf(UsageFailure.class)
        .hasMessageContaining("comments needs author_id, subject_id")
        .hasMessageContaining("--set author_id=VALUE");
  }

  @Test
  void mappingToAnUnknownField_isRefused() {
    ColumnMapping mapping = new ColumnMapping(Map.of("txt", "body"), Map.of(), Set.of());
    assertThatThrownBy(() -> comments(mapping, "body\nt\n"))
        .isInstanceOf(UsageFailure.class)
        .hasMessageContaining("comments has no field 'txt'");
  }

  @Test
  void jsonLines_withDecimalsAndNestedRecords_keepEveryDigit() throws Exception {
    Path file = folder.resolve("t.jsonl");
    Files.writeString(
        file,
        """
        {"event_id":"t1","occurred_at":1767319445000,"card_id":"c","terminal_id":"x","amount":12345678901234.5678,"currency":"EUR","entry_mode":"CHIP","location":{"latitude":1.5,"longitude":-2}}
        {"event_id":"t2","occurred_at":1767319445000,"card_id":"c","terminal_id":"x","amount":1.23456,"currency":"EUR"}
        {"event_id":"t3","occurred_at":1767319445000,"card_id":"c","terminal_id":"x","amount":"2.5","currency":"EUR","entry_mode":"FAX"}
        not json
        {"event_id":"t5","occurred_at":1767319445000,"card_id":"c","terminal_id":"x","amount":"2.5","currency":"EUR","colour":"red"}
        """);
    List<SpecificRecord> records =
        read("transactions", CardTransaction.getClassSchema(), PLAIN, file);
    assertThat(records).hasSize(1);
    CardTransaction transaction = (CardTransaction) records.get(0);
    assertThat(transaction.getAmount()).isEqualTo(new BigDecimal("12345678901234.5678"));
    assertThat(transaction.getEntryMode()).isEqualTo(EntryMode.CHIP);
    assertThat(transaction.getLocation().getLongitude()).isEqualTo(-2.0);
    assertThat(rejections).hasSize(4);
    assertThat(rejections.get(0)).contains("line 2", "decimal with at most 4 places", "1.23456");
    assertThat(rejections.get(1)).contains("line 3", "expected one of [CHIP", "'FAX'");
    assertThat(rejections.get(2)).contains("line 4: no JSON");
    assertThat(rejections.get(3)).contains("line 5: column 'colour' is no field of transactions");
  }

  @Test
  void recordAsJson_readBackAsJsonLine_isTheSameRecord() throws Exception {
    Path file = folder.resolve("one.csv");
    Files.writeString(
        file, "event_id,occurred_at,subject_id,author_id,text,rating\ne1,1767319445000,s,a,t,3\n");
    SpecificRecord original = read("comments", CommentPosted.getClassSchema(), PLAIN, file).get(0);
    Path json = folder.resolve("one.jsonl");
    Files.writeString(json, AvroJson.toJson(original) + "\n");
    assertThat(read("comments", CommentPosted.getClassSchema(), PLAIN, json))
        .containsExactly(original);
  }

  @Test
  void avroFile_withSameFields_becomesRecords() throws Exception {
    Path csv = folder.resolve("one.csv");
    Files.writeString(
        csv, "event_id,occurred_at,subject_id,author_id,text\ne1,1767319445000,s,a,t\n");
    SpecificRecord original = read("comments", CommentPosted.getClassSchema(), PLAIN, csv).get(0);
    Path avro = folder.resolve("one.avro");
    try (var writer =
        new org.apache.avro.file.DataFileWriter<SpecificRecord>(
            new org.apache.avro.specific.SpecificDatumWriter<>(original.getSchema()))) {
      writer.create(original.getSchema(), avro.toFile());
      writer.append(original);
    }
    assertThat(read("comments", CommentPosted.getClassSchema(), PLAIN, avro))
        .containsExactly(original);
  }

  @Test
  void file_thatIsNotThereOrOfUnknownKind_isRefused() throws IOException {
    assertThatThrownBy(() -> RowReader.open(folder.resolve("none.csv")))
        .isInstanceOf(UsageFailure.class)
        .hasMessageContaining("no file");
    Path odd = Files.writeString(folder.resolve("x.xls"), "");
    assertThatThrownBy(() -> RowReader.open(odd))
        .isInstanceOf(UsageFailure.class)
        .hasMessageContaining(".csv");
    Path empty = Files.writeString(folder.resolve("x.csv"), "");
    assertThatThrownBy(() -> RowReader.open(empty))
        .isInstanceOf(UsageFailure.class)
        .hasMessageContaining("is empty");
  }

  private List<SpecificRecord> comments(ColumnMapping mapping, String csv) throws IOException {
    Path file = Files.writeString(folder.resolve("c.csv"), csv);
    return read("comments", CommentPosted.getClassSchema(), mapping, file);
  }

  private List<SpecificRecord> read(String topic, Schema schema, ColumnMapping mapping, Path file)
      throws IOException {
    rejections.clear();
    List<SpecificRecord> records = new ArrayList<>();
    try (RowReader rows = RowReader.open(file)) {
      RecordMapper mapper = new RecordMapper(topic, schema, mapping, rows.columns());
      for (boolean more = true; more; ) {
        try {
          Optional<Row> row = rows.next();
          more = row.isPresent();
          if (more) {
            records.add(mapper.map(row.orElseThrow(), NOW));
          }
        } catch (BadRowException e) {
          rejections.add(e.getMessage());
        }
      }
    }
    return records;
  }

  private static String id(SpecificRecord record) {
    return ((CommentPosted) record).getEventId();
  }
}
