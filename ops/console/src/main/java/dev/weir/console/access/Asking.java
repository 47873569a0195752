package dev.weir.console.access;

import org.jspecify.annotations.Nullable;

/**
 * What a request says of where it comes from. Immutable.
 *
 * @param host the header {@code Host}, with a port or without
 * @param origin the header {@code Origin}, which browsers send
 * @param fetchSite the header {@code Sec-Fetch-Site}, which browsers send
 * @param authorization the header {@code Authorization}
 * @param forwarded whether a proxy says that it passed the request on
 * @param changes whether the method is one that changes something
 */
public record Asking(
    @Nullable String host,
    @Nullable String origin,
    @Nullable String fetchSite,
    @Nullable String authorization,
    boolean forwarded,
    boolean changes) {}
