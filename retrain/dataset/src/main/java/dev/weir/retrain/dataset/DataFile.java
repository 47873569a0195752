package dev.weir.retrain.dataset;

/**
 * A file that was read.
 *
 * @param name without its folder
 * @param sha256 of its bytes, in lower-case hexadecimal
 */
public record DataFile(String name, String sha256) {}
