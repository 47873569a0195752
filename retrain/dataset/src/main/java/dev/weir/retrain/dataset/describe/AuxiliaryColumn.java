package dev.weir.retrain.dataset.describe;

/**
 * A column of further labels, any number in a cell.
 *
 * @param name of the labels, such as {@code emotions}
 * @param column of the values
 * @param separator between them
 */
public record AuxiliaryColumn(String name, String column, String separator) {}
