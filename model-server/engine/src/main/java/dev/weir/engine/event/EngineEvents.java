package dev.weir.engine.event;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.composite.CompositeMeterRegistry;

/**
 * The events of an engine, bound to one meter registry. Thread-safe. A registry that fails costs
 * its number, never a record.
 */
public final class EngineEvents {
  private static final EngineEvents UNMEASURED = new EngineEvents(new CompositeMeterRegistry());

  private final WindowScored windowScored;
  private final RecordRejected recordRejected;
  private final RunFailed runFailed;
  private final SwapStep swapStep;
  private final SwapFailed swapFailed;
  private final CacheUsed cacheUsed;
  private final BatchDispatched batchDispatched;
  private final ProviderChosen providerChosen;
  private final ProviderFallback providerFallback;

  /** Events that count in a registry. */
  public EngineEvents(MeterRegistry registry) {
    windowScored = new WindowScored(registry);
    recordRejected = new RecordRejected(registry);
    runFailed = new RunFailed(registry);
    swapStep = new SwapStep(registry);
    swapFailed = new SwapFailed(registry);
    cacheUsed = new CacheUsed(registry);
    batchDispatched = new BatchDispatched(registry);
    providerChosen = new ProviderChosen(registry);
    providerFallback = new ProviderFallback(registry);
  }

  /** Events that are logged but counted nowhere. */
  public static EngineEvents unmeasured() {
    return UNMEASURED;
  }

  public WindowScored windowScored() {
    return windowScored;
  }

  public RecordRejected recordRejected() {
    return recordRejected;
  }

  public RunFailed runFailed() {
    return runFailed;
  }

  public SwapStep swapStep() {
    return swapStep;
  }

  public SwapFailed swapFailed() {
    return swapFailed;
  }

  public CacheUsed cacheUsed() {
    return cacheUsed;
  }

  public BatchDispatched batchDispatched() {
    return batchDispatched;
  }

  public ProviderChosen providerChosen() {
    return providerChosen;
  }

  public ProviderFallback providerFallback() {
    return providerFallback;
  }
}
