package dev.weir.cli.demo;

import dev.weir.schemas.TextVerdict;

/** A simulated text and the verdict on it. */
record AnsweredText(TextVerdict verdict, String text) {}
