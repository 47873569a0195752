package dev.weir.endtoend;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.platform.Platform;
import dev.weir.sample.SamplePackage;
import dev.weir.schemas.Action;
import dev.weir.schemas.ReleaseStage;
import dev.weir.schemas.RuleMode;
import dev.weir.schemas.TextVerdict;
import dev.weir.serde.topic.WeirTopic;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/**
 * What operators publish while scoring runs, one after the other in one run: policies, releases,
 * what is wrong with either, and at the end the same range again through the other engine.
 *
 * <p>Records carry timestamps of a clock that the test turns, so each case knows what must have
 * decided on each record; no case waits for a moment to pass.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
abstract class ControlCases {

  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final int LOAD_AT_MOST = 100_000;
  private static final long LOAD_PAUSE_NANOS = 500_000;
  private static final String STARTED = "0.1.0";
  private static final String TEXT = "a teapot without a lid";

  private final ScoringEngine engine;
  private final Random random = new Random(7);
  private final List<String> events = new ArrayList<>();
  // scored before what was published for their timestamps had arrived
  private final Set<String> premature = new HashSet<>();
  private long now = Instant.now().minus(Duration.ofHours(1)).toEpochMilli();
  private TestTopics topics;
  private Comments comments;
  private ControlDesk desk;
  private VerdictLog verdicts;
  private VerdictLog shadows;
  private ScoringEngine.Run run;
  private String[] options;

  @TempDir static Path dir;

  ControlCases(ScoringEngine engine) {
    this.engine = engine;
  }

  @BeforeAll
  void start() throws Exception {
    ModelShelf shelf = new ModelShelf(dir.resolve("store"));
    for (String version : List.of("0.2.0", "0.3.0", "0.4.0", "0.9.0")) {
      shelf.sound(version);
    }
    shelf.corrupt("0.5.0");
    shelf.truncated("0.6.0");
    shelf.huge("0.7.0");
    shelf.relabelled("0.8.0");
    Platform platform = SharedPlatform.get();
    topics = TestTopics.create(platform, "control-" + engine.name().toLowerCase(Locale.ROOT) + ".");
    topics.useProducersTimestamps(WeirTopic.COMMENTS);
    comments = new Comments(topics);
    desk = new ControlDesk(topics);
    verdicts = new VerdictLog(topics, WeirTopic.TEXT_VERDICTS);
    shadows = new VerdictLog(topics, WeirTopic.TEXT_SHADOW_VERDICTS);
    options = new String[] {"--model-store", shelf.store().toString()};
    run = engine.start(platform, topics, dir.resolve("first"), options);
  }

  @AfterAll
  void close() throws IOException {
    run.close();
    verdicts.close();
    shadows.close();
    topics.close();
  }

  @Test
  @Order(1)
  void policy_publishedWhileScoringRuns_decidesFromItsTimestampOn() {
    long from = now + 1_000;
    desk.policy("default", 3, RuleMode.LIVE, from, "text.value.contains('teapot')");
    awaitProbe(from, verdict -> verdict.getPolicyVersion().equals("default@3"));

    for (TextVerdict verdict : answered(around(from, 200))) {
      if (at(verdict) < from) {
        assertThat(verdict.getPolicyVersion()).isEqualTo("default@2");
      } else {
        assertThat(verdict.getPolicyVersion()).isEqualTo("default@3");
        assertThat(verdict.getAction()).isEqualTo(Action.REMOVE);
        assertThat(verdict.getReasons())
            .anySatisfy(
                reason -> {
                  assertThat(reason.getCode()).isEqualTo("word.teapot");
                  assertThat(reason.getRule()).isEqualTo("teapot");
                });
      }
    }
  }

  @Test
  @Order(2)
  void brokenPolicies_areRefusedWithTheReason_andTheLastGoodOneStays() {
    long from = now;
    List<String> endless = new ArrayList<>();
    for (int i = 0; i < 10_001; i++) {
      endless.add("w" + i);
    }
    desk.policy("default", 4, RuleMode.LIVE, from, "scores.spam > 'much'");
    desk.policy(
        "default",
        5,
        RuleMode.LIVE,
        from,
        "text.value in lists.endless",
        Map.of("endless", endless));
    desk.policy("default", 6, RuleMode.LIVE, from, "author.texts / 0 > 1");
    List<ProducerRecord<byte[], byte[]>> records = after(from, 50);
    long repaired = now;
    desk.policy("default", 7, RuleMode.LIVE, repaired, "text.value.contains('kettle')");
    // the topic has one partition: whoever knows the last one has seen the others
    awaitProbe(repaired, verdict -> verdict.getPolicyVersion().equals("default@7"));

    assertThat(answered(records))
        .allSatisfy(verdict -> assertThat(verdict.getPolicyVersion()).isEqualTo("default@3"));
    assertThat(run.log())
        .contains("no matching overload for '_>_'")
        .contains("list endless: has 10001 entries; expected at most 10000")
        .contains("divides by zero");
  }

  @Test
  @Order(3)
  void policyInShadow_isCountedAndDecidesNothing() {
    long from = now;
    desk.policy("strict", 1, RuleMode.SHADOW, from, "text.value.contains('teapot')");
    desk.policy("default", 8, RuleMode.LIVE, from, "text.value.contains('kettle')");
    awaitProbe(from, verdict -> verdict.getPolicyVersion().equals("default@8"));

    assertThat(answered(after(from, 100)))
        .allSatisfy(
            verdict -> {
              assertThat(verdict.getPolicyVersion()).isEqualTo("default@8");
              assertThat(verdict.getAction()).isEqualTo(Action.ALLOW);
            });
    awaitMetric(
        "removals of the policy in shadow",
        () -> run.byTag("shadowHits", "rule", "strict@1=REMOVE") >= 100);
  }

  @Test
  @Order(4)
  void release_announcedWhileRecordsFlow_answersExactlyThoseFromItsTimestampOn() {
    long from = now + 1_000;
    List<ProducerRecord<byte[], byte[]>> records = around(from, 800);
    send(records.subList(0, 100).stream().filter(one -> one.timestamp() < from).toList());
    desk.release("0.2.0", ReleaseStage.LIVE, from);
    awaitProbe(from, verdict -> verdict.getModel().getVersion().equals("0.2.0"));
    send(records.subList(0, 100).stream().filter(one -> one.timestamp() >= from).toList());
    send(records.subList(100, records.size()));

    for (TextVerdict verdict : answers(records)) {
      assertThat(verdict.getModel().getVersion()).isEqualTo(at(verdict) < from ? STARTED : "0.2.0");
    }
  }

  @Test
  @Order(5)
  void canary_answersTheEventsWhoseIdsFallIntoItsShare() {
    long from = now;
    desk.release("0.3.0", ReleaseStage.CANARY, 0.3f, from);
    long whole = from + 600;
    desk.release("0.3.0", ReleaseStage.CANARY, 1f, whole);
    awaitProbe(whole, verdict -> verdict.getModel().getVersion().equals("0.3.0"));
    List<ProducerRecord<byte[], byte[]>> records = after(from, 500);

    Map<String, Set<String>> answered =
        answered(records).stream()
            .collect(
                Collectors.groupingBy(
                    verdict -> verdict.getModel().getVersion(),
                    Collectors.mapping(TextVerdict::getEventId, Collectors.toSet())));
    assertThat(answered.keySet()).isEqualTo(Set.of("0.2.0", "0.3.0"));
    // not so many of them, but these: whoever scores them, and whenever
    Set<String> share =
        records.stream()
            .map(ControlCases::eventId)
            .filter(event -> place(event) < 0.3f)
            .collect(Collectors.toSet());
    assertThat(answered.get("0.3.0")).isEqualTo(share);
    now = whole + 1;
    desk.release("0.3.0", ReleaseStage.RETIRED, now);
    awaitProbe(now, verdict -> verdict.getModel().getVersion().equals("0.2.0"));
  }

  @Test
  @Order(6)
  void modelInShadow_scoresCopiesIntoItsOwnTopic() {
    long from = now;
    desk.release("0.4.0", ReleaseStage.SHADOW, from);
    // nothing in a verdict tells that the trial began: its first copy does
    Awaitility.await("the model in shadow scores")
        .atMost(LIMIT)
        .until(
            () -> {
              probe(from);
              return shadows.readUntil(all -> !all.isEmpty(), Duration.ofMillis(300));
            });
    List<ProducerRecord<byte[], byte[]>> records = after(from, 300);
    List<TextVerdict> live = answered(records);
    List<String> ids = live.stream().map(TextVerdict::getEventId).toList();
    shadows.await(ids, 1);

    for (TextVerdict verdict : live) {
      TextVerdict shadow = shadows.only(verdict.getEventId());
      assertThat(verdict.getModel().getVersion()).isEqualTo("0.2.0");
      assertThat(shadow.getModel().getVersion()).isEqualTo("0.4.0");
      assertThat(shadow.getVerdictId()).isNotEqualTo(verdict.getVerdictId());
      assertThat(shadow.getSource()).isEqualTo(verdict.getSource());
    }
    desk.release("0.4.0", ReleaseStage.RETIRED, now);
    awaitMetric("copies for the model in shadow", () -> run.counter("shadowRecords") >= 300);
    assertThat(run.counter("shadowDropped")).isZero();
  }

  @Test
  @Order(7)
  void releasesThatCannotBeUsed_underLoad_areRefusedWithTheReasonAndNothingIsLost()
      throws Exception {
    long from = now;
    now += LOAD_AT_MOST;
    AtomicBoolean enough = new AtomicBoolean();
    List<String> load = new ArrayList<>();
    Thread sending = new Thread(() -> sendUntil(enough, from, load), "load");
    sending.start();
    for (String bad : List.of("9.9.9", "0.5.0", "0.6.0", "0.7.0", "0.8.0")) {
      desk.release(bad, ReleaseStage.LIVE, from);
    }
    desk.release("0.9.0", ReleaseStage.LIVE, now);
    awaitProbe(now, verdict -> verdict.getModel().getVersion().equals("0.9.0"));
    enough.set(true);
    sending.join();
    events.addAll(load);
    verdicts.await(load, 1);

    assertThat(load).hasSizeGreaterThan(100);
    assertThat(load)
        .allSatisfy(
            event -> assertThat(verdicts.only(event).getModel().getVersion()).isEqualTo("0.2.0"));
    String name = "model package " + SamplePackage.NAME;
    assertThat(run.log())
        .contains(name + "@9.9.9: released, but not in the store")
        .containsPattern(name + "@0.5.0: .*SHA-256")
        .containsPattern(name + "@0.6.0: .*(SHA-256|bytes)")
        .containsPattern(name + "@0.7.0: has \\d+ bytes; a running job takes up to")
        .containsPattern(name + "@0.8.0: .*\\[no, yes\\]");
  }

  @Test
  @Order(8)
  void metrics_ofTheRun_areThoseOfTheOperatorSpec() throws IOException {
    Path spec = Path.of("..", "..", "docs", "specs", "text-scoring.md");
    Set<String> specified;
    try (Stream<String> lines = Files.lines(spec)) {
      specified =
          lines
              .dropWhile(line -> !line.equals("## Metrics"))
              .filter(line -> line.startsWith("| `"))
              .map(line -> line.substring(0, line.indexOf('|', 1)).replaceFirst("also by.*", ""))
              .flatMap(cell -> Pattern.compile("`(\\w+)`").matcher(cell).results())
              .map(name -> name.group(1))
              .collect(Collectors.toSet());
    }

    assertThat(run.metricNames()).isEqualTo(specified);
    awaitMetric("refused policies", () -> run.gauge("controlRefused") == 3);
    awaitMetric("refused releases", () -> run.gauge("swapsRefused") == 5);
    awaitMetric("swaps", () -> run.gauge("swaps") == 2);
    awaitMetric("the time of the last swap", () -> run.gauge("swapMs") > 0);
  }

  @Test
  @Order(9)
  void sameRange_throughTheOtherEngine_getsTheSameModelAndPolicyForEveryRecord() {
    run.stop();
    assertThat(verdicts.all().values()).allSatisfy(all -> assertThat(all).hasSize(1));
    ScoringEngine other = engine.other();
    run = other.start(SharedPlatform.get(), topics, dir.resolve("second"), options);

    verdicts.await(events, 2);
    assertThat(verdicts.all().keySet()).isEqualTo(Set.copyOf(events));
    verdicts
        .all()
        .forEach(
            (event, both) -> {
              assertThat(both).as(event).hasSize(2);
              assertThat(both.get(1).getVerdictId()).isEqualTo(both.get(0).getVerdictId());
              if (premature.contains(event)) {
                return;
              }
              assertThat(both.get(1).getModel()).as(event).isEqualTo(both.get(0).getModel());
              assertThat(both.get(1).getPolicyVersion())
                  .as(event)
                  .isEqualTo(both.get(0).getPolicyVersion());
            });
  }

  /**
   * Where an event id falls in [0, 1): 64-bit FNV-1a of its characters, the finisher of
   * MurmurHash3, the upper 53 bits as a fraction. Another place would give a canary other events.
   */
  private static double place(String event) {
    BigInteger modulus = BigInteger.ONE.shiftLeft(Long.SIZE);
    BigInteger hash = new BigInteger("14695981039346656037");
    for (int i = 0; i < event.length(); i++) {
      hash =
          hash.xor(BigInteger.valueOf(event.charAt(i)))
              .multiply(BigInteger.valueOf(1_099_511_628_211L));
      hash = hash.mod(modulus);
    }
    for (String factor : List.of("ff51afd7ed558ccd", "c4ceb9fe1a85ec53")) {
      hash = hash.xor(hash.shiftRight(33)).multiply(new BigInteger(factor, 16)).mod(modulus);
    }
    return hash.shiftRight(11).doubleValue() / (1L << 53);
  }

  private void awaitMetric(String what, Callable<Boolean> condition) {
    Awaitility.await(what).atMost(LIMIT).until(condition);
  }

  /** Sends one record after the other with that timestamp until a verdict is as it should be. */
  private void awaitProbe(long timestamp, Predicate<TextVerdict> condition) {
    Awaitility.await("the verdict of a record of " + timestamp)
        .atMost(LIMIT)
        .pollDelay(Duration.ZERO)
        .until(
            () -> {
              TextVerdict verdict = probe(timestamp);
              if (!condition.test(verdict)) {
                premature.add(verdict.getEventId());
              }
              return condition.test(verdict);
            });
    now = Math.max(now, timestamp + 1);
  }

  private TextVerdict probe(long timestamp) {
    ProducerRecord<byte[], byte[]> record = record(timestamp);
    send(List.of(record));
    return answers(List.of(record)).get(0);
  }

  /** Records on both sides of an instant, out of order; the clock is after them. */
  private List<ProducerRecord<byte[], byte[]>> around(long instant, int count) {
    List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      records.add(record(instant - count / 2 + i));
    }
    Collections.shuffle(records, random);
    now = instant + count;
    return records;
  }

  /** Records from an instant on; the clock is after them. */
  private List<ProducerRecord<byte[], byte[]>> after(long instant, int count) {
    List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      records.add(record(instant + i));
    }
    now = instant + count;
    return records;
  }

  private ProducerRecord<byte[], byte[]> record(long timestamp) {
    String event = "event-" + events.size();
    events.add(event);
    return record(event, timestamp);
  }

  private ProducerRecord<byte[], byte[]> record(String event, long timestamp) {
    ProducerRecord<byte[], byte[]> record =
        comments.comment(event, event, "author of " + event, TEXT);
    return new ProducerRecord<>(record.topic(), null, timestamp, record.key(), record.value());
  }

  private void send(List<ProducerRecord<byte[], byte[]>> records) {
    try (Sender sender = topics.sender()) {
      records.forEach(sender::send);
    }
  }

  /** Sends the records and answers their verdicts, one each. */
  private List<TextVerdict> answered(List<ProducerRecord<byte[], byte[]>> records) {
    send(records);
    return answers(records);
  }

  private List<TextVerdict> answers(List<ProducerRecord<byte[], byte[]>> records) {
    List<String> ids = records.stream().map(ControlCases::eventId).toList();
    verdicts.await(ids, 1);
    return ids.stream().map(verdicts::only).toList();
  }

  /** A record for each millisecond of the test's clock, until it is enough. */
  private void sendUntil(AtomicBoolean enough, long from, List<String> sent) {
    try (Sender sender = topics.sender()) {
      while (!enough.get() && sent.size() < LOAD_AT_MOST) {
        String event = "load-" + sent.size();
        sender.send(record(event, from + sent.size()));
        sent.add(event);
        LockSupport.parkNanos(LOAD_PAUSE_NANOS);
      }
    }
  }

  private static String eventId(ProducerRecord<byte[], byte[]> record) {
    return new String(record.key(), UTF_8);
  }

  private static long at(TextVerdict verdict) {
    return verdict.getSource().getTimestamp().toEpochMilli();
  }
}
