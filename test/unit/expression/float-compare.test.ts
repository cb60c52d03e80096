import { answers } from '../../support/answer.ts';

describe("Odoo's float functions", () => {
  describe('compare', () => {
    answers([
      [
        '[float_compare(1.432, 1.431, precision_digits=2), float_compare(0.006, 0.002, precision_digits=2), float_compare(1, 2, 2), float_compare(2.675, 2.68, 2), float_compare(0.1 + 0.2, 0.3, 10)]',
        '[0, 1, -1, 0, 0]',
      ],
      [
        '[float_compare(12, 14, precision_rounding=5), float_compare(1.24, 1.26, precision_rounding=0.05), float_is_zero(0.004, 2), float_is_zero(0.005, 2), float_is_zero(-0.0, precision_rounding=0.01)]',
        '[-1, 0, True, False, True]',
      ],
      [
        'float_compare(1, 2)',
        'AssertionError: exactly one of precision_digits and precision_rounding must be specified',
      ],
      [
        'float_compare(1, 2, 2, 0.01)',
        'AssertionError: exactly one of precision_digits and precision_rounding must be specified',
      ],
      ['float_compare(1, 2, -1)', 'AssertionError: precision_digits must be a non-negative integer, got -1'],
      ['float_compare(1, 2, precision_rounding=0)', 'AssertionError: precision_rounding must be positive, got 0'],
    ]);
  });

  describe('round', () => {
    answers([
      [
        '[float_round(2.675, 2), float_round(-2.675, 2), float_round(1.005, 2), float_round(1.3, precision_rounding=0.5), float_round(0.5, 0), float_round(4.5, 0), float_round(5.015, precision_digits=2)]',
        '[2.68, -2.68, 1.01, 1.5, 1.0, 5.0, 5.02]',
      ],
      [
        "[float_round(2.671, 2, rounding_method='UP'), float_round(2.679, 2, rounding_method='DOWN'), float_round(2.5, 0, rounding_method='HALF-EVEN'), float_round(2.5, 0, rounding_method='HALF-DOWN'), float_round(22.5, precision_rounding=5, rounding_method='HALF-EVEN')]",
        '[2.68, 2.67, 2, 2.0, 20]',
      ],
      [
        '[float_round(457.4554, 3), float_round(1e22, 2), float_round(0, 2), float_round(23.7, precision_rounding=10)]',
        '[457.455, 1.0000000000000008e+22, 0.0, 20.0]',
      ],
      ["float_round(1.5, 0, rounding_method='X')", 'ValueError: unknown rounding method: X'],
    ]);
  });
});
