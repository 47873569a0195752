package dev.weir.sample;

import java.util.List;

/** A head of the sample model: the task's name, which is also its output's, and its labels. */
record SampleTask(String name, List<String> labels) {}
