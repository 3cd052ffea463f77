"""To hear songs takes no TensorFlow: a worker has none, and a serving process no time for it."""

import subprocess
import sys

HEAVY = ("tensorflow", "keras", "librosa", "gensim", "implicit", "sklearn", "umap", "numba")


def loaded(code: str) -> str:
    """Run code in a process of its own; return which heavy packages it loaded."""
    whole = f"import sys\n{code}\nprint([name for name in {HEAVY!r} if name in sys.modules])"
    done = subprocess.run([sys.executable, "-c", whole], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


def test_hearing_loads_nothing_heavy():
    code = (
        "import numpy as np\n"
        "from recommender.engine.publishing import SHIPPED\n"
        "from recommender.sound_model.hearing import SoundModel\n"
        "model = SoundModel.load(SHIPPED / 'sound_network')\n"
        "assert model.vector(np.random.default_rng(0).random((48, 500), np.float32)) is not None\n"
        "import recommender.sound_model.alterations, recommender.sound_model.export\n"
        "import recommender.sound_model.making, recommender.sound_model.training\n"
        "assert 'django' not in sys.modules"
    )
    assert loaded(code) == "[]"


def test_serving_and_the_background_load_nothing_heavy():
    code = (
        "import os, django\n"
        "os.environ['DJANGO_SETTINGS_MODULE'] = 'tests.settings'\n"
        "django.setup()\n"
        "import recommender.library, recommender.sound_index, recommender.sound_tasks\n"
        "import recommender.sound_training\n"
        "from recommender.engine.publishing import SHIPPED\n"
        "from recommender.engine.sound import SoundEngine\n"
        "assert len(SoundEngine.load(SHIPPED / 'sound').similar([1], 5)[0]) == 5"
    )
    assert loaded(code) == "[]"
