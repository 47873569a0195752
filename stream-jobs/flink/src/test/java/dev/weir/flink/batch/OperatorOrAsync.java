package dev.weir.flink.batch;

import static java.util.Objects.requireNonNull;

import com.sun.management.OperatingSystemMXBean;
import dev.weir.engine.ScoreOutcome;
import dev.weir.engine.ScorerOptions;
import dev.weir.engine.TextScorer;
import dev.weir.flink.testing.Requests;
import dev.weir.flink.wire.IntakeSerializer;
import dev.weir.flink.wire.OutboundRecordSerializer;
import dev.weir.scoring.BatchCounts;
import dev.weir.scoring.Intake;
import dev.weir.scoring.ScoredBatch;
import dev.weir.scoring.TextBatchScoring;
import dev.weir.scoring.author.AuthorBook;
import dev.weir.scoring.event.TextRequest;
import dev.weir.scoring.record.OutboundRecord;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.configuration.TaskManagerOptions;
import org.apache.flink.runtime.jobgraph.JobGraph;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.runtime.minicluster.MiniClusterConfiguration;
import org.apache.flink.streaming.api.datastream.AsyncDataStream;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.async.ResultFuture;
import org.apache.flink.streaming.api.functions.async.RichAsyncFunction;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;

/**
 * The comparison behind docs/decisions/0048: the micro-batching operator against {@link
 * AsyncDataStream} with a batching thread behind it, in one process, in turn, over the same texts
 * and the same model. Prints texts a second and texts a CPU-second of every run. Arguments: folder
 * of a model package, texts a run, pairs.
 */
public final class OperatorOrAsync {

  private static final BatchLimits LIMITS = new BatchLimits(32, 1 << 20, Duration.ofMillis(1));
  private static final OperatingSystemMXBean SYSTEM =
      (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

  private static final BatchCounts NO_COUNTS = new BatchCounts(0, 0, 0, 0, 0, 0, Map.of());

  private OperatorOrAsync() {}

  @SuppressWarnings("try") // the cluster may be interrupted, and the program with it
  public static void main(String[] args) throws Exception {
    String model = args[0];
    int texts = Integer.parseInt(args[1]);
    int pairs = Integer.parseInt(args[2]);
    Configuration cluster = new Configuration();
    cluster.set(TaskManagerOptions.NUM_TASK_SLOTS, 1);
    try (MiniCluster flink =
        new MiniCluster(new MiniClusterConfiguration.Builder().setConfiguration(cluster).build())) {
      flink.start();
      run(flink, model, texts / 4, false);
      run(flink, model, texts / 4, true);
      for (int pair = 0; pair < pairs; pair++) {
        boolean asyncFirst = pair % 2 == 1;
        double[] first = run(flink, model, texts, asyncFirst);
        double[] second = run(flink, model, texts, !asyncFirst);
        double[] operator = asyncFirst ? second : first;
        double[] async = asyncFirst ? first : second;
        System.out.printf(
            "pair %d: operator %.0f/s %.0f/cpu-s, async %.0f/s %.0f/cpu-s,"
                + " operator/async %.3f, per cpu-second %.3f%n",
            pair,
            operator[0],
            operator[1],
            async[0],
            async[1],
            operator[0] / async[0],
            operator[1] / async[1]);
      }
    }
  }

  /** Texts a second and texts a CPU-second of the whole process. */
  private static double[] run(MiniCluster flink, String model, int texts, boolean async)
      throws Exception {
    Configuration config = new Configuration();
    config.set(PipelineOptions.OBJECT_REUSE, true);
    config.set(PipelineOptions.GENERIC_TYPES, false);
    StreamExecutionEnvironment environment =
        StreamExecutionEnvironment.getExecutionEnvironment(config);
    environment.setParallelism(1);
    DataStream<Intake> requests =
        environment
            .fromSequence(0, texts - 1)
            .map(OperatorOrAsync::request)
            .returns(IntakeSerializer.TYPE);
    DataStream<OutboundRecord> answers =
        async
            ? AsyncDataStream.unorderedWait(
                    requests, new Batcher(model), 1, TimeUnit.HOURS, 4 * LIMITS.maxRecords())
                .returns(OutboundRecordSerializer.TYPE)
            : requests.transform(
                "scoring",
                OutboundRecordSerializer.TYPE,
                MicroBatches.scored(LIMITS, () -> new Scores(model)));
    answers.sinkTo(new DiscardingSink<>());
    JobGraph graph = environment.getStreamGraph().getJobGraph();
    long cpu = SYSTEM.getProcessCpuTime();
    long millis = flink.executeJobBlocking(graph).getNetRuntime();
    double cpuSeconds = (SYSTEM.getProcessCpuTime() - cpu) / 1e9;
    return new double[] {texts * 1e3 / millis, texts / cpuSeconds};
  }

  /** Between 4 and 40 words: about 22 on average. */
  private static Intake request(long number) {
    Random random = new Random(number);
    String[] words = {
      "kettle", "lid", "the", "a", "handle", "whistles", "again", "not", "tonight", "stream",
      "really", "loose", "price", "who", "thinks", "so", "please", "stop", "great", "broken"
    };
    StringBuilder text = new StringBuilder();
    for (int i = 4 + random.nextInt(37); i > 0; i--) {
      text.append(words[random.nextInt(words.length)]).append(' ');
    }
    return Requests.text((int) number, text.append(number).toString());
  }

  /** Scores without verdicts: what differs between the two is the way there. */
  private static final class Scores implements TextBatchScoring {
    private final TextScorer scorer;

    Scores(String model) {
      scorer = TextScorer.open(Path.of(model), ScorerOptions.defaults());
    }

    @Override
    public String model() {
      return scorer.model().toString();
    }

    @Override
    public String policy() {
      return "none";
    }

    @Override
    public ScoredBatch score(List<TextRequest> batch, AuthorBook authors) {
      List<ScoreOutcome> outcomes =
          scorer.score(batch.stream().map(request -> request.event().text()).toList());
      List<OutboundRecord> records = new ArrayList<>(batch.size());
      for (int i = 0; i < outcomes.size(); i++) {
        records.add(new OutboundRecord("out", null, batch.get(i).origin().value(), List.of()));
      }
      return new ScoredBatch(records, Map.of(), NO_COUNTS);
    }

    @Override
    public void close() {
      scorer.close();
    }
  }

  /** Collects in a queue what Flink hands over, and scores on a thread of its own. */
  private static final class Batcher extends RichAsyncFunction<Intake, OutboundRecord> {
    private static final long serialVersionUID = 1L;

    private record Waiting(TextRequest request, ResultFuture<OutboundRecord> answer) {}

    private final String model;
    private transient BlockingQueue<Waiting> queue;
    private transient Thread thread;

    Batcher(String model) {
      this.model = model;
    }

    @Override
    public void open(OpenContext context) {
      queue = new ArrayBlockingQueue<>(4 * LIMITS.maxRecords());
      Scores scores = new Scores(model);
      thread = new Thread(() -> scoreUntilInterrupted(scores), "batcher");
      thread.start();
    }

    @Override
    public void asyncInvoke(Intake intake, ResultFuture<OutboundRecord> answer)
        throws InterruptedException {
      queue.put(new Waiting(((Intake.Accepted) intake).request(), answer));
    }

    private void scoreUntilInterrupted(Scores scores) {
      List<Waiting> batch = new ArrayList<>();
      try (scores) {
        while (true) {
          batch.add(queue.take());
          long due = System.nanoTime() + LIMITS.maxAge().toNanos();
          while (batch.size() < LIMITS.maxRecords()) {
            queue.drainTo(batch, LIMITS.maxRecords() - batch.size());
            if (batch.size() < LIMITS.maxRecords()) {
              Waiting next = queue.poll(due - System.nanoTime(), TimeUnit.NANOSECONDS);
              if (next == null) {
                break;
              }
              batch.add(next);
            }
          }
          ScoredBatch scored =
              scores.score(batch.stream().map(Waiting::request).toList(), AuthorBook.blank());
          for (int i = 0; i < batch.size(); i++) {
            batch.get(i).answer().complete(List.of(scored.records().get(i)));
          }
          batch.clear();
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }

    @Override
    public void close() throws Exception {
      if (thread != null) {
        requireNonNull(thread).interrupt();
        thread.join();
      }
    }
  }
}
