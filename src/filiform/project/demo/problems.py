"""The problems that patients of the demo practice come with, and how each is usually needled there.

Zones and structures are ids of the knowledge; the scores and depths are invented, and no advice.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Problem:
    """One kind of course: what is said, where it hurts, what is needled with which needle.

    `depths` are mm from and to, `movement` a code of the examination with its usual and its first degrees.
    """

    code: str
    complaint: str
    told: tuple[str, ...]
    goals: tuple[str, ...]
    zones: tuple[str, ...]
    structures: tuple[str, ...]
    needle: str
    depths: tuple[int, int]
    technique: str
    activities: tuple[str, ...]
    movement: str = ""
    degrees: tuple[int, int] = (0, 0)
    paired: bool = True
    weight: int = 8


PROBLEMS: tuple[Problem, ...] = (
    Problem(
        "neck", "neck",
        ("Neck and shoulder, stiff at the desk", "Neck pain since the move of house", "Neck pain on turning"),
        ("Work a full day at the desk", "Reverse the car without wincing"),
        ("neck-shoulder-angle", "lower-neck-back"),
        ("trapezius-upper", "levator-scapulae", "splenius-cervicis"),
        "short", (8, 18), "deep-pistoning",
        ("Sitting at the desk for two hours", "Looking over the shoulder", "Sleeping on the side"),
        "neck-rotation", (72, 52), weight=22,
    ),
    Problem(
        "headache", "head",
        ("Band-like headache three days a week", "Headache by the evening, from the neck"),
        ("Fewer than four headache days a month", "Read an hour without a headache"),
        ("occiput", "temple"),
        ("suboccipitals", "trapezius-upper", "splenius-capitis"),
        "short", (6, 14), "deep-static",
        ("Working at the screen", "Reading for an hour"),
        "neck-rotation", (76, 60), weight=14,
    ),
    Problem(
        "shoulder", "shoulder",
        ("Shoulder pain on lifting the arm", "Shoulder pain from swimming"),
        ("Swim twenty lengths", "Hang out the washing", "Sleep through on that side"),
        ("shoulder-side", "shoulder-front"),
        ("infraspinatus", "teres-minor", "deltoid-middle"),
        "middle", (10, 25), "deep-pistoning",
        ("Reaching to a high shelf", "Lying on that side", "Swimming crawl"),
        "shoulder-abduction", (165, 120), weight=16,
    ),
    Problem(
        "low-back", "low-back",
        ("Low back pain after the garden", "Low back pain, third time this year", "Low back stiff in the morning"),
        ("Garden for an hour", "Put on socks without help", "Lift the grandchild"),
        ("lumbar-lower", "iliac-crest"),
        ("lumbar-multifidus", "ql-superficial", "gluteus-medius-posterior"),
        "long", (20, 42), "deep-static",
        ("Bending to the floor", "Sitting through a film", "Standing for an hour"),
        "trunk-flexion", (85, 55), paired=False, weight=24,
    ),
    Problem(
        "buttock", "buttock",
        ("Buttock pain down the back of the thigh", "Pain at the side of the hip on stairs"),
        ("Walk the pier and back", "Climb the stairs without the rail"),
        ("buttock-mid", "greater-trochanter"),
        ("gluteus-medius-posterior", "gluteus-minimus-posterior", "piriformis"),
        "extra-long", (30, 52), "deep-static",
        ("Walking for half an hour", "Sitting on a hard chair", "Climbing stairs"),
        "hip-internal-rotation", (38, 24), weight=14,
    ),
    Problem(
        "elbow", "elbow",
        ("Outer elbow pain on gripping", "Tennis elbow, six weeks"),
        ("Lift a full kettle", "Play doubles again"),
        ("elbow-lateral", "forearm-back"),
        ("ecrb", "extensor-digitorum", "brachioradialis"),
        "short", (8, 18), "deep-pistoning",
        ("Lifting a kettle", "Wringing a cloth", "Playing tennis"),
        "wrist-flexion", (75, 58), weight=12,
    ),
    Problem(
        "jaw", "jaw",
        ("Jaw tired and sore on waking", "Jaw pain on chewing"),
        ("Eat an apple", "Wake without jaw pain"),
        ("jaw-angle", "tmj"),
        ("masseter-superficial", "temporalis-anterior"),
        "fine", (4, 9), "deep-static",
        ("Chewing bread", "Yawning"),
        "jaw-opening", (46, 34), paired=False, weight=6,
    ),
    Problem(
        "achilles", "ankle-foot",
        ("Achilles sore and stiff in the morning", "Achilles pain from running"),
        ("Run five kilometres", "Walk downstairs in the morning without limping"),
        ("achilles", "calf-lower"),
        ("soleus-distal", "gastrocnemius-medial"),
        "middle", (12, 26), "deep-pistoning",
        ("Running", "First steps in the morning"),
        "ankle-dorsiflexion", (38, 28), weight=12,
    ),
    Problem(
        "heel", "ankle-foot",
        ("Heel pain with the first steps", "Heel pain after standing all day"),
        ("Stand through a shift", "Walk the dog before breakfast"),
        ("heel-plantar", "arch"),
        ("gastrocnemius-medial", "soleus-distal", "quadratus-plantae"),
        "middle", (10, 22), "deep-pistoning",
        ("First steps in the morning", "Standing for an hour"),
        "ankle-dorsiflexion", (36, 26), weight=10,
    ),
    Problem(
        "knee", "knee",
        ("Pain at the front of the knee on stairs", "Knee pain after hill walking"),
        ("Walk down a hill", "Kneel to play with the children"),
        ("knee-front", "thigh-front-lower"),
        ("vastus-medialis", "vastus-lateralis", "rectus-femoris"),
        "middle", (14, 30), "deep-pistoning",
        ("Walking downstairs", "Squatting", "Cycling"),
        "knee-flexion", (138, 118), weight=10,
    ),
    Problem(
        "hamstring", "thigh",
        ("Tight hamstring since the match", "Back of the thigh sore on sprinting"),
        ("Play the full match", "Sprint without holding back"),
        ("thigh-back-upper", "thigh-back-lower"),
        ("biceps-femoris", "semitendinosus-semimembranosus"),
        "long", (20, 40), "deep-pistoning",
        ("Sprinting", "Bending with straight knees"),
        "hip-straight-leg-raise", (80, 58), weight=8,
    ),
    Problem(
        "thumb", "hand",
        ("Base of the thumb sore from the phone", "Thumb pain on opening jars"),
        ("Open a jar", "Play the fiddle for an hour"),
        ("thumb", "thumb-web"),
        ("adductor-pollicis", "first-dorsal-interosseous"),
        "fine", (5, 11), "deep-pistoning",
        ("Opening a jar", "Writing by hand"),
        weight=5,
    ),
    Problem(
        "upper-back", "thoracic",
        ("Ache between the shoulder blades", "Upper back sore from rowing"),
        ("Row for half an hour", "Sit through a meeting"),
        ("interscapular-upper", "scapula-medial-border"),
        ("rhomboids", "trapezius-middle"),
        "fine", (4, 9), "superficial",
        ("Sitting upright", "Rowing"),
        "trunk-rotation", (55, 40), weight=8,
    ),
)  # fmt: skip
BY_CODE = {problem.code: problem for problem in PROBLEMS}
