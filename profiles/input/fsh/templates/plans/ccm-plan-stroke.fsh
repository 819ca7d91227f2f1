Instance: ccm-plan-stroke
InstanceOf: PlanDefinition
Usage: #definition
* insert Plan(stroke, [[After a stroke or TIA]], [[Después de un derrame cerebral o AIT]])
* description = "Goals and activities for adults who had a stroke or TIA: prevent the next one, get strength back."
* insert For(stroke)
* insert Cites([[2021 AHA/ASA guideline for the prevention of stroke in patients with stroke and TIA]], [[https://doi.org/10.1161/STR.0000000000000375]])
* insert GoalBloodPressure(stroke)
* insert GoalLdl(stroke, 70)
* insert GoalPhysicalActivity(stroke)
* insert GoalTobaccoFree(stroke)
* insert Do(home-blood-pressure, blood-pressure)
* insert Do(eat-less-salt, blood-pressure)
* insert Do(test-lipids, ldl)
* insert Do(medication-review, ldl)
* insert Do(move-more, physical-activity)
* insert Do(stroke-rehabilitation, physical-activity)
* insert Do(quit-smoking, tobacco-free)
* insert When([[%smoker]])
* insert DoAlso(symptoms-stroke)
* insert DoAlso(assess-daily-life)
* insert DoAlso(assess-caregiver)
* insert DoAlso(assess-social-needs)
