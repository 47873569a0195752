package dev.weir.cli.bench;

/** A running pipeline that scores texts; closing it ends it. */
interface TextPipeline extends AutoCloseable {

  /** What runs it, such as {@code Flink}. */
  String title();

  @Override
  void close();
}
