package dev.weir.platform;

/** What a start consists of. Registry and node start side by side. */
public enum StartStage {
  CHECKS("checks"),
  REGISTRY("schema registry"),
  NODE("broker and Flink"),
  TOPICS("topics"),
  SUBJECTS("subjects");

  private final String label;

  StartStage(String label) {
    this.label = label;
  }

  /** For people: {@code broker and Flink}. */
  public String label() {
    return label;
  }
}
