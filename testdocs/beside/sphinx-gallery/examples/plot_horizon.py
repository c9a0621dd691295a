"""
The horizon
===========

How far the light of a tower is seen.
"""

# %%
# The distance grows with the square root of the height.

print(round(3.57 * 31**0.5, 1))
