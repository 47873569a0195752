package dev.weir.retrain.fraud.tree;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import ml.dmlc.xgboost4j.java.Booster;
import ml.dmlc.xgboost4j.java.DMatrix;
import ml.dmlc.xgboost4j.java.XGBoost;
import ml.dmlc.xgboost4j.java.XGBoostError;
import org.jspecify.annotations.Nullable;

/** Trees of XGBoost. Holds native memory until closed; not thread-safe. */
public final class BoostedTrees implements AutoCloseable {
  private final Booster booster;

  private BoostedTrees(Booster booster) {
    this.booster = booster;
  }

  /**
   * Trains, or trains on.
   *
   * @param rounds to add
   * @param directions of the columns, as XGBoost's {@code monotone_constraints}: 1, 0 or -1 each
   * @param base trees to continue, null to begin; it stays the caller's and does not change
   * @throws IllegalStateException if XGBoost fails
   */
  public static BoostedTrees train(
      TrainingRows rows,
      TreeParameters parameters,
      int rounds,
      int[] directions,
      @Nullable BoostedTrees base) {
    NativeLibrary.require();
    Map<String, Object> settings = parameters.toXgboost();
    if (parameters.monotone()) {
      settings.put("monotone_constraints", constraint(directions));
    }
    @Nullable DMatrix matrix = null;
    try {
      matrix = matrix(rows);
      if (base == null) {
        return new BoostedTrees(
            XGBoost.train(matrix, settings, rounds, new HashMap<>(), null, null));
      }
      Booster booster = XGBoost.loadModel(base.toBytes());
      booster.setParams(settings);
      int done = booster.getNumBoostedRound();
      for (int round = done; round < done + rounds; round++) {
        booster.update(matrix, round);
      }
      return new BoostedTrees(booster);
    } catch (XGBoostError | java.io.IOException e) {
      throw failed("train", e);
    } finally {
      if (matrix != null) {
        matrix.dispose();
      }
    }
  }

  /** The trees whose bytes these are. */
  public static BoostedTrees ofBytes(byte[] bytes) {
    NativeLibrary.require();
    try {
      return new BoostedTrees(XGBoost.loadModel(bytes));
    } catch (XGBoostError | java.io.IOException e) {
      throw failed("load", e);
    }
  }

  /** Log-odds of fraud of each row, its margin included. */
  public float[] logOdds(TrainingRows rows) {
    float[][] margins = predict(rows, matrix -> booster.predict(matrix, true));
    float[] all = new float[margins.length];
    for (int i = 0; i < all.length; i++) {
      all[i] = margins[i][0];
    }
    return all;
  }

  /**
   * What each column gave to the log-odds of each row, as XGBoost has it: one value a column, then
   * the bias.
   */
  public float[][] contributions(TrainingRows rows) {
    return predict(rows, matrix -> booster.predictContrib(matrix, 0));
  }

  @FunctionalInterface
  private interface Prediction {
    float[][] of(DMatrix matrix) throws XGBoostError;
  }

  private static float[][] predict(TrainingRows rows, Prediction prediction) {
    @Nullable DMatrix matrix = null;
    try {
      matrix = matrix(rows);
      return prediction.of(matrix);
    } catch (XGBoostError e) {
      throw failed("predict", e);
    } finally {
      if (matrix != null) {
        matrix.dispose();
      }
    }
  }

  /** Rounds of boosting in it. */
  public int rounds() {
    try {
      return booster.getNumBoostedRound();
    } catch (XGBoostError e) {
      throw failed("count the rounds", e);
    }
  }

  /** In XGBoost's binary JSON, to be loaded again. */
  public byte[] toBytes() {
    return bytes("ubj");
  }

  /** In XGBoost's JSON. */
  public byte[] toJson() {
    return bytes("json");
  }

  private byte[] bytes(String format) {
    try {
      return booster.toByteArray(format);
    } catch (XGBoostError e) {
      throw failed("write its trees", e);
    }
  }

  private static DMatrix matrix(TrainingRows rows) throws XGBoostError {
    DMatrix matrix = new DMatrix(rows.values(), rows.size(), rows.columns(), Float.NaN);
    matrix.setLabel(rows.labels());
    float @Nullable [] weights = rows.weights();
    if (weights != null) {
      matrix.setWeight(weights);
    }
    float @Nullable [] margins = rows.margins();
    if (margins != null) {
      matrix.setBaseMargin(margins);
    }
    return matrix;
  }

  private static String constraint(int[] directions) {
    return Arrays.toString(directions).replace('[', '(').replace(']', ')').replace(" ", "");
  }

  private static IllegalStateException failed(String task, Exception e) {
    return new IllegalStateException("XGBoost cannot " + task + ": " + e.getMessage(), e);
  }

  @Override
  public void close() {
    booster.dispose();
  }
}
