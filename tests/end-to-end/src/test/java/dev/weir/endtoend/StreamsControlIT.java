package dev.weir.endtoend;

/** Policies and releases of a running Kafka Streams application. */
class StreamsControlIT extends ControlCases {

  StreamsControlIT() {
    super(ScoringEngine.STREAMS);
  }
}
