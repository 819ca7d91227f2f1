Instance: ccm-plan-cancer-survivorship
InstanceOf: PlanDefinition
Usage: #definition
* insert Plan(cancer-survivorship, [[Life after cancer]], [[La vida después del cáncer]])
* description = "Goals and activities for people who live with or after cancer, beside the care of the oncology team."
* insert For(cancer)
* insert Cites([[NCCN guidelines: survivorship]], [[https://www.nccn.org/guidelines/guidelines-detail?category=3&id=1466]])
* insert Cites([[American Cancer Society nutrition and physical activity guideline for cancer survivors (2022)]], [[https://doi.org/10.3322/caac.21719]])
* insert GoalPhysicalActivity(cancer)
* insert GoalWeightKept(cancer)
* insert GoalMood(cancer)
* insert Do(move-more, physical-activity)
* insert Do(eat-enough, weight-kept)
* insert Do(home-weight-weekly, weight-kept)
* insert Do(mood-check, mood)
* insert ButEvery(1, 3, mo)
* insert DoAlso(cancer-follow-up-plan)
* insert DoAlso(specialist-notes)
* insert DoAlso(cancer-screening-check)
* insert DoAlso(symptoms-cancer)
* insert DoAlso(vaccine-check)
