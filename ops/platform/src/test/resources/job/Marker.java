package com.google.re2j;

/** In a package that the cluster has too. */
public final class Marker {
  public static final String ORIGIN = origin();

  private static String origin() {
    return Pattern.class.getClassLoader() == Marker.class.getClassLoader() ? "job" : "cluster";
  }
}
