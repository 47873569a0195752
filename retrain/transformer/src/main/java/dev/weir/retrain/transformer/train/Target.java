package dev.weir.retrain.transformer.train;

import java.nio.file.Path;

/**
 * What a new package is called and where it goes.
 *
 * @param name of the package
 * @param version of the package
 * @param folder that becomes the package
 */
public record Target(String name, String version, Path folder) {}
