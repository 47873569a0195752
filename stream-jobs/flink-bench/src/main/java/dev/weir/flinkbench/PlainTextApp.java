package dev.weir.flinkbench;

import ai.onnxruntime.OrtException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Properties;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.Produced;

/**
 * The Kafka Streams application that one would write in an hour: {@code mapValues()}, one text a
 * run, the Hugging Face tokenizer, ONNX Runtime with one thread. S13 compares with it.
 */
public final class PlainTextApp {

  private PlainTextApp() {}

  /**
   * Options: {@code --bootstrap-servers}, {@code --schema-registry}, {@code --model}, {@code --in},
   * {@code --out}, {@code --threads}, {@code --state-dir}. Runs until it is told to stop.
   */
  public static void main(String[] args) {
    Arguments options = new Arguments(args);
    ThreadLocal<PlainModel> models = ThreadLocal.withInitial(() -> open(options));
    StreamsBuilder topology = new StreamsBuilder();
    topology.stream(options.get("--in"), Consumed.with(Serdes.ByteArray(), Serdes.ByteArray()))
        .mapValues(value -> score(models.get(), value))
        .to(options.get("--out"), Produced.with(Serdes.ByteArray(), Serdes.ByteArray()));
    Properties settings = new Properties();
    settings.put(StreamsConfig.APPLICATION_ID_CONFIG, "weir-bench-plain-streams");
    settings.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, options.get("--bootstrap-servers"));
    settings.put(
        StreamsConfig.NUM_STREAM_THREADS_CONFIG, Integer.parseInt(options.get("--threads")));
    settings.put(StreamsConfig.STATE_DIR_CONFIG, options.get("--state-dir"));
    settings.put(StreamsConfig.consumerPrefix("auto.offset.reset"), "earliest");
    settings.put(StreamsConfig.consumerPrefix("isolation.level"), "read_committed");
    KafkaStreams streams = new KafkaStreams(topology.build(), settings);
    Runtime.getRuntime().addShutdownHook(new Thread(streams::close));
    streams.start();
  }

  private static PlainModel open(Arguments options) {
    try {
      return new PlainModel(
          options.get("--model"), options.get("--schema-registry"), options.get("--out"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (OrtException e) {
      throw new IllegalStateException("the model does not load: " + e.getMessage(), e);
    }
  }

  private static byte[] score(PlainModel model, byte[] value) {
    try {
      return model.score(value);
    } catch (OrtException e) {
      throw new IllegalStateException("the model does not run: " + e.getMessage(), e);
    }
  }
}
