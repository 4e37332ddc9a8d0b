"""The founding document's per-step loop in plain Python: what `npm run bench:env` is held against.

Two loops, each a step a beat: the zones alone, and with a simulated person (Wing & Kristofferson's two noises and a slow wandering,
linear phase and period correction), as runtime/player/models.ts has them. Prints CPU nanoseconds a step, the best of five.
"""

import json
import platform
import random
import time
from dataclasses import dataclass


@dataclass
class ResponsivenessConfig:
    snap_threshold_ms: float = 20.0
    follow_threshold_ms: float = 100.0
    limit_threshold_ms: float = 200.0
    follow_strength: float = 0.5


def compute_next_beat(expected_beat_time, human_onset_time, config):
    deviation_ms = (human_onset_time - expected_beat_time) * 1000
    if abs(deviation_ms) < config.snap_threshold_ms:
        return expected_beat_time
    elif abs(deviation_ms) < config.follow_threshold_ms:
        t = (abs(deviation_ms) - config.snap_threshold_ms) / (config.follow_threshold_ms - config.snap_threshold_ms)
        blend = t * config.follow_strength
        return expected_beat_time + blend * (human_onset_time - expected_beat_time)
    else:
        max_deviation = config.limit_threshold_ms / 1000
        clamped_deviation = max(-max_deviation, min(max_deviation, human_onset_time - expected_beat_time))
        return expected_beat_time + clamped_deviation


OFF = [(((k * 97) % 257) / 257 - 0.5) * 0.3 for k in range(257)]


def zones(steps):
    config = ResponsivenessConfig()
    beat = 0.0
    for step in range(steps):
        beat = compute_next_beat(beat, beat + OFF[step % 257], config) + 0.5
    return beat


def people(steps):
    config = ResponsivenessConfig()
    gauss = random.Random(1).gauss
    habit, phase, gain, keeper, hand, drift, memory = -0.043, 0.57, 0.05, 0.015, 0.0136, 0.013, 0.95
    fresh = (1 - memory * memory) ** 0.5
    beat, period, inner, own, wander, reward = 0.0, 0.6, 0.0, 0.6, 0.0, 0.0
    for _ in range(steps):
        wander = memory * wander + fresh * drift * gauss(0, 1)
        asynchrony = inner - (beat + habit + wander)
        own -= gain * asynchrony
        inner += own - phase * asynchrony + keeper * gauss(0, 1)
        onset = inner + hand * gauss(0, 1)
        expected = beat + period
        deviation = onset - expected
        beat = compute_next_beat(expected, onset, config)
        share = (deviation - habit) / (period * 0.06)
        reward += 0.5 + 0.5 / (1 + share * share)
    return reward


def best(loop, steps):
    taken = []
    for _ in range(5):
        start = time.process_time_ns()
        loop(steps)
        taken.append((time.process_time_ns() - start) / steps)
    return min(taken)


print(json.dumps({"version": platform.python_version(), "zones": best(zones, 200_000), "people": best(people, 100_000)}))
